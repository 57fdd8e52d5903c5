#!/bin/bash
# Verifies one of as many parts as the job array has, and leaves its report in a folder:
#
#   parts=16
#   job=$(sbatch --parsable --array=1-$parts Scripts/slurm/verify_part.sh FOLDER $parts ARCHIVE...)
#   sbatch --dependency=afterok:$job Scripts/slurm/verify_merge.sh FOLDER
#
# Archives are named alike and in the same order in all parts. A part that failed is run again alone: --array=7. SAILAU is the
# program, OPTIONS what else it is told, as in verify_node.sh.
#SBATCH --job-name=sailau-part
#SBATCH --nodes=1
#SBATCH --ntasks=1
set -euo pipefail
folder=$1
parts=$2
shift 2
mkdir -p "$folder"
# shellcheck disable=SC2086
exec "${SAILAU:-sailau}" ballot verify "$@" --shard "$SLURM_ARRAY_TASK_ID/$parts" \
    --report "$folder/$(printf %06d "$SLURM_ARRAY_TASK_ID").shard" ${OPTIONS:-}
