#!/usr/bin/env bash
# Measures the programs of an electronic station: booth, urn, and the register of 8.66 million voters, and adds lines of name, value
# and what is asked to a file:
#
#     Benchmarks/station.sh RESULTS [VOTERS [BALLOTS]]      VOTERS: of the invented register so many; all where left out or 0
set -euo pipefail
results=$(readlink -f "$1")
voters=${2:-0}
ballots=${3:-540}
home=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$home"
programs=$home/.build-benchmarks/release
sailau=$home/.build/release/sailau
[ -x "$sailau" ] || ./sailau --version > /dev/null
export SAILAU_HOME=$home
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
line() { printf '%s\t%s\t%s\n' "$1" "$2" "${3:-}" >> "$results"; }

echo "A booth on one core, then an urn that syncs." >&2
"$programs/StationBenchmark" booth "$ballots" >> "$results"
"$programs/UrnBenchmark" "$ballots" "$place/urn" | sed 's/^/urn, /' >> "$results"

echo "The register: making it, reading it, looking up." >&2
"$sailau" reconstruct register --out "$place/register" > /dev/null
csv=$place/register/register.csv
if [ "$voters" -gt 0 ]; then
    head -n $((voters + 1)) "$csv" > "$place/part.csv"
    csv=$place/part.csv
fi
line "register, MB of CSV" $(($(stat -c %s "$csv") / 1000000))
python3 - "$sailau" "$csv" "$place/voters.register" >> "$results" << 'END'
import resource, subprocess, sys, time
program, csv, out = sys.argv[1:]
start = time.monotonic()
# 1: read to its end, and the planted doubles named.
done = subprocess.run([program, "register", "import", csv, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
if done.returncode not in (0, 1):
    sys.exit(done.stderr)
print("register import, s", f"{time.monotonic() - start:.2f}", "120", sep="\t")
print("register import, peak memory in MB", f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.1f}", "500", sep="\t")
END
rm "$place/register/register.csv"
line "register, MB of the file that is looked up in" $(($(stat -c %s "$place/voters.register") / 1000000))
"$programs/StationBenchmark" look-up "$place/voters.register" >> "$results"
