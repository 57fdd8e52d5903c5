#!/usr/bin/env bash
# Runs the readers of strangers' bytes under libFuzzer with AddressSanitizer, one after the other:
#
#   Scripts/fuzz.sh [EXECUTIONS [READER...]]    100,000 executions each where no number is given; all readers
#   Scripts/fuzz.sh --keep                      adds what was found worth keeping, and is small, to the seeds in Fuzzing/Corpora
#
# A line with the result of each reader is printed and written to .build-fuzzing/results (reader, executions, seconds, inputs,
# megabytes of memory, result, separated by tabs). Result 0: nothing was found; 1: something crashed, hung, grew beyond bounds or
# broke a promise: the input is kept in .build-fuzzing/found.
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$home"
packages="libsodium-dev"
. Scripts/prepare.sh

keep=no
executions=100000
if [ "${1:-}" = --keep ]; then
    keep=yes
elif [ $# -gt 0 ]; then
    executions=$1
    shift
fi
[[ $executions =~ ^[0-9]+$ ]] || { echo "usage: Scripts/fuzz.sh [EXECUTIONS [READER...]] | --keep" >&2; exit 2; }
readers="archive ballot trustees evidence challenge documents pages"
[ $keep = yes ] || [ $# = 0 ] || readers="$*"

build=$home/.build-fuzzing
in_clean_environment swift build --package-path Fuzzing --scratch-path "$build" -c release \
    --sanitize=fuzzer --sanitize=address 2>&1 | { grep -E "error:|warning: unre|Compiling|Build" || true; } >&2
found=$build/found
mkdir -p "$found"
# Inputs longer than this are for the tests of sizes; here they would only be slow.
longest=32768

# Memory that was freed is kept aside for 16 MB only, so that what is measured is what the readers need.
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16

failed=0
[ $keep = yes ] || : > "$build/results"
for reader in $readers; do
    program=$build/release/Fuzz${reader^}
    [ -x "$program" ] || { echo "$program is missing" >&2; exit 2; }
    kept=Fuzzing/Corpora/$reader
    grown=$build/corpora/$reader
    mkdir -p "$kept" "$grown"
    if [ $keep = yes ]; then
        # Larger inputs are kept only as seeds: the corpora stay below a megabyte.
        find "$grown" -type f -size +2k -delete
        "$program" -merge=1 -max_len=$longest "$kept" "$grown" 2> "$build/$reader.log"
        echo "$reader: $(find "$kept" -type f | wc -l) inputs, $(du -cb "$kept"/* | tail -1 | cut -f1) bytes"
        continue
    fi
    started=$SECONDS
    status=0
    # A malloc of more than 256 MB, or 1 GB in all, is a failure, and so is half a minute with one input. Inputs that take
    # long are changed less often.
    "$program" -runs="$executions" -seed=1 -entropic_scale_per_exec_time=1 -max_len=$longest -timeout=30 \
        -rss_limit_mb=1024 -malloc_limit_mb=256 -print_final_stats=1 -artifact_prefix="$found/$reader-" \
        "$grown" "$kept" > "$build/$reader.log" 2>&1 || status=$?
    stat() { sed -n "s/^stat::$1: *//p" "$build/$reader.log"; }
    result=passed
    if [ $status != 0 ]; then
        result=failed
        failed=1
        grep -E "Fatal error|ERROR: (libFuzzer|AddressSanitizer)|Test unit written" "$build/$reader.log" >&2 || true
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$reader" "$(stat number_of_executed_units)" $((SECONDS - started)) \
        "$(find "$grown" "$kept" -type f | wc -l)" "$(stat peak_rss_mb)" $result | tee -a "$build/results"
done
exit $failed
