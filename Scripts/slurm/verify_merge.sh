#!/bin/bash
# Joins the reports of all parts: the same statement as one verification of the whole, on standard output. Ends with 1 where an
# archive is invalid or a part is missing.
#
#   sbatch --dependency=afterok:JOB Scripts/slurm/verify_merge.sh FOLDER
#SBATCH --job-name=sailau-merge
#SBATCH --nodes=1
#SBATCH --ntasks=1
set -euo pipefail
# shellcheck disable=SC2086
exec "${SAILAU:-sailau}" ballot verify --merge "$1"/*.shard ${OPTIONS:-}
