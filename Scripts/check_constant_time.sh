#!/usr/bin/env bash
# Shows with valgrind that no branch and no address hangs on a secret in the operations for secrets of PrimeOrderGroups, and
# that the same check reports every deliberate leak: check_constant_time.sh
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$home"
packages="libc6-dev g++ pkg-config libgmp-dev libsodium-dev valgrind"
. Scripts/prepare.sh

in_clean_environment swift build -c release --product ConstantTimeCheck --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# valgrind 3.19 cannot read the debug information of Swift.
strip -g -o "$work/check" .build/release/ConstantTimeCheck

report=99
under_memcheck() {
    valgrind --tool=memcheck --quiet --leak-check=no --error-exitcode=$report "$work/check" "$@" > "$work/output" 2>&1
}

failed=0
status=0
under_memcheck || status=$?
cat "$work/output"
if [ "$status" != 0 ]; then
    echo "secret operations: exit $status" >&2
    failed=1
fi
leaks=$("$work/check" leaks)
for leak in $leaks; do
    status=0
    under_memcheck leak "$leak" || status=$?
    if [ "$status" = $report ] && grep -q "uninitialised" "$work/output"; then
        echo "deliberate leak reported: $leak"
    else
        cat "$work/output"
        echo "deliberate leak NOT reported: $leak (exit $status)" >&2
        failed=1
    fi
done
[ "$(wc -w <<< "$leaks")" -ge 8 ] || { echo "only these leaks were tried: $leaks" >&2; failed=1; }
exit $failed
