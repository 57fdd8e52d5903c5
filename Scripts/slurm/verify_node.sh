#!/bin/bash
# Verifies archives on one node, with all the cores that the job is given: the statement, or the statements, on standard output.
#
#   sbatch Scripts/slurm/verify_node.sh ARCHIVE...
#   sbatch --export=ALL,OPTIONS="--manifest day.manifest --commission-key Commission.signpub --beside" \
#     Scripts/slurm/verify_node.sh stations/*.bel
#
# SAILAU is the program, `sailau` where it is not set.
#SBATCH --job-name=sailau-verify
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --exclusive
set -euo pipefail
# OPTIONS are several words.
# shellcheck disable=SC2086
exec "${SAILAU:-sailau}" ballot verify "$@" ${OPTIONS:-}
