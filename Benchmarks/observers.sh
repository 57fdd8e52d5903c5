#!/usr/bin/env bash
# Measures the counts of observers over single stations and the replay of an audit, and adds lines of name, value and what is
# asked to a file:
#
#     Benchmarks/observers.sh RESULTS [STATIONS]
set -euo pipefail
results=$(readlink -f "$1")
home=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$home"
sailau=$home/.build/release/sailau
[ -x "$sailau" ] || ./sailau --version > /dev/null
export SAILAU_HOME=$home
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

.build-benchmarks/release/ObserverBenchmark ${2:+"$2"} >> "$results"
# The audit of the demonstration: contests of the reconstruction of 2004 with every card that was read.
"$sailau" demo --observe --out "$place/observed" > /dev/null
audit=$(find "$place/observed" -name audit.json | sort | head -1)
[ -n "$audit" ] || { echo "the demonstration made no audit" >&2; exit 1; }
python3 - "$sailau" "$audit" >> "$results" << 'END'
import json, os, resource, statistics, subprocess, sys
program, audit = sys.argv[1:]
times = []
for _ in range(5):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "audit", "replay", audit], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
print("audit, steps in its text", len(json.load(open(audit))["steps"]), "", sep="\t")
print("audit, KB of its text", os.path.getsize(audit) // 1000, "", sep="\t")
print("replay of the audit as a program, s", f"{statistics.median(times):.2f}", "1", sep="\t")
END
