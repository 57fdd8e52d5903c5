#!/usr/bin/env bash
# Checks the report of NIST SP 1500-100 in a published site, and that planted faults are found: check_nist.sh FOLDER PYTHON
set -euo pipefail
scripts=$(dirname "$(readlink -f "$0")")
folder=$1
python=${2:-python3}
export PYTHONDONTWRITEBYTECODE=1
"$python" "$scripts/check_nist.py" "$folder"
"$python" "$scripts/check_nist_faults.py" "$folder"
