#!/usr/bin/env bash
# Runs verification under Slurm (Debian's slurm-wlm) on this machine alone: one-node script and job array say what plain
# `sailau ballot verify` says, of valid and of invalid archives. Needs root, who starts the daemons in a folder of their own and
# ends them; nothing of an installed Slurm is touched. Part of `./test --soak`.
#
#   Scripts/check_slurm.sh [PROGRAM]
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "$0")")")
export SAILAU=${1:-$home/.build/release/sailau} SAILAU_HOME=$home LANG=C.UTF-8
if [ "$(id -u)" != 0 ]; then
    echo "Root is needed to start Slurm's daemons." >&2
    exit 2
fi
for program in munged slurmctld slurmd sbatch; do
    if ! command -v $program > /dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge > /dev/null
        break
    fi
done

dir=$(mktemp -d)
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
    wait 2> /dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
host=$(hostname -s)
mkdir -p "$dir/state" "$dir/spool" "$dir/out"
chmod 755 "$dir"
head -c 1024 /dev/urandom > "$dir/munge.key"
chmod 400 "$dir/munge.key"
cat > "$dir/slurm.conf" << CONF
ClusterName=check
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,bf_interval=1
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$dir/slurm.conf

munged --foreground --force --key-file="$dir/munge.key" --socket="$dir/munge.socket" --pid-file="$dir/munged.pid" \
    --seed-file="$dir/munged.seed" --log-file="$dir/munged.log" > "$dir/munged.out" 2>&1 &
pids+=($!)
for _ in $(seq 50); do [ -S "$dir/munge.socket" ] && break; sleep 0.1; done
slurmctld -D > "$dir/slurmctld.out" 2>&1 &
pids+=($!)
slurmd -D -N "$host" > "$dir/slurmd.out" 2>&1 &
pids+=($!)
for _ in $(seq 100); do
    sinfo -h -o %T 2> /dev/null | grep -q idle && break
    sleep 0.2
done
if ! sinfo -h -o %T | grep -q idle; then
    echo "Slurm does not start:" >&2
    tail -5 "$dir"/*.out "$dir"/*.log >&2
    exit 2
fi
echo "$(sinfo --version), node $host: $(sinfo -h -o %T)"

# Valid ones, and one whose ballots were changed.
cp "$home"/Tests/VerifiableVotingTests/Samples/v3.3.0-Ed25519/*.bel "$dir/first.bel"
cp "$home"/Tests/VerifiableVotingTests/Samples/v3.3.0-Ed25519-threshold/*.bel "$dir/second.bel"
cp "$dir/first.bel" "$dir/changed.bel"
printf x | dd of="$dir/changed.bel" bs=1 seek=$(($(stat -c %s "$dir/changed.bel") / 2)) conv=notrunc 2> /dev/null

failed=0
# compare NAME RESULT PARTS ARCHIVE...
compare() {
    local name=$1 expected=$2 parts=$3 whole node job merged
    shift 3
    "$SAILAU" ballot verify "$@" --json > "$dir/whole.json" 2> /dev/null && whole=0 || whole=$?
    export OPTIONS=--json
    sbatch --wait --output="$dir/node.json" --error="$dir/node.err" "$home/Scripts/slurm/verify_node.sh" "$@" > /dev/null && node=0 || node=$?
    unset OPTIONS
    rm -rf "$dir/parts"
    job=$(sbatch --parsable --array=1-"$parts" --output="$dir/out/%A-%a" "$home/Scripts/slurm/verify_part.sh" "$dir/parts" "$parts" "$@")
    export OPTIONS=--json
    sbatch --wait --dependency=afterok:"$job" --output="$dir/merged.json" --error="$dir/merged.err" \
        "$home/Scripts/slurm/verify_merge.sh" "$dir/parts" > /dev/null && merged=0 || merged=$?
    unset OPTIONS
    # Three runs that all fail alike agree in nothing that was asked.
    if [ "$whole" = "$expected" ] && [ "$whole" = "$node" ] && [ "$whole" = "$merged" ] && [ -s "$dir/whole.json" ] && cmp -s "$dir/whole.json" "$dir/node.json" \
        && cmp -s "$dir/whole.json" "$dir/merged.json"; then
        echo "passed: $name, $parts parts, result $whole"
    else
        echo "FAILED: $name, $parts parts: expected $expected, whole $whole, one node $node, merged $merged"
        diff "$dir/whole.json" "$dir/merged.json" | head -5 || true
        failed=1
    fi
}
compare "one archive" 0 3 "$dir/first.bel"
compare "two archives" 0 5 "$dir/first.bel" "$dir/second.bel"
compare "a changed archive among them" 1 4 "$dir/first.bel" "$dir/changed.bel" "$dir/second.bel"
exit $failed
