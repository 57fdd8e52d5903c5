#!/usr/bin/env bash
# Runs `./sailau demo` from the last commit on a bare Debian 12, as somebody would who has nothing but Debian and Swift:
#
#     Scripts/fresh.sh
#
# The system is made by debootstrap in a temporary folder and removed at the end. From this machine it sees the Swift toolchain
# and, where git is configured to fetch packages from local folders (url.FOLDER.insteadOf), those folders; nothing else. All
# mounts are read-only and belong to a mount namespace that ends with this script, however it ends.
#
# Exits 0 if the demo ran and wrote its pages, 1 if it failed, 2 if the system could not be made.
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "$0")")")

if [ "${1:-}" != --inside ]; then
    packages=debootstrap
    . "$home/Scripts/prepare.sh"
    if [ "$(id -u)" != 0 ]; then
        echo "Making a Debian system needs root: sudo $0" >&2
        exit 2
    fi
    root=$(mktemp -d)
    chmod 755 "$root"
    # The namespace with the mounts has ended when this runs, so that nothing but the new system is removed.
    trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
    # The toolchain's runtime lies at TOOLCHAIN/usr/lib/swift, wherever the program `swift` itself was found.
    runtime=$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    # The mirror that this machine's own packages come from, unless DEBIAN_MIRROR names another.
    mirror=${DEBIAN_MIRROR:-$({ find /etc/apt/sources.list* -type f -exec cat {} + 2> /dev/null || true; } |
        sed -nE 's#^(URIs:|deb( \[[^]]*\])?) +(https?://[^ ]*/debian)/?( .*)?$#\3#p' | sed -n 1p)}
    status=0
    unshare --mount --propagation private "$0" --inside "$root" "$(readlink -f "$runtime/../../..")" \
        "${mirror:-http://deb.debian.org/debian}" || status=$?
    exit $status
fi

root=$2 toolchain=$3 mirror=$4
say() { echo "-- $1: $SECONDS s"; }

debootstrap --variant=minbase bookworm "$root" "$mirror" > "$root.log" 2>&1 || {
    tail -20 "$root.log" >&2
    exit 2
}
cp /etc/resolv.conf "$root/etc/resolv.conf"
say "debootstrap from $mirror"

# A folder of this machine, at the same place in the new system.
show() {
    mkdir -p "$root$1"
    mount --bind "$1" "$root$1"
    mount -o remount,bind,ro "$root$1"
}
show "$toolchain"
git config --list --includes | sed -n 's/^url\.\(.*\)\.insteadof=\(.*\)$/\1 \2/p' | while read -r place instead; do
    git config --file "$root/etc/gitconfig" --add "url.$place.insteadOf" "$instead"
    case $place in
    /*) mountpoint -q "$root${place%/}" || show "${place%/}" ;;
    esac
done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

# The last commit, without this machine's configuration.
git clone --quiet --no-hardlinks "$home" "$root/home/sailau"
echo "commit $(git -C "$root/home/sailau" rev-parse --short HEAD), $(cat "$root/etc/debian_version"), $mirror"

in_new_system() {
    chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH="$toolchain/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
        "$@"
}

# Whoever may not install is told the one command that does.
in_new_system useradd --create-home newcomer
told=0
in_new_system setpriv --reuid newcomer --regid newcomer --clear-groups /home/sailau/sailau demo \
    > "$root/told" 2>&1 || told=$?
if [ "$told" != 2 ] || ! grep -q 'apt-get install' "$root/told"; then
    cat "$root/told" >&2
    echo "Somebody without rights should be told what to install, with result 2; the result was $told." >&2
    exit 1
fi
say "what somebody without rights is told"

in_new_system /bin/sh -c 'cd /home/sailau && ./sailau demo --out /home/demo > /home/demo.txt' || {
    echo "./sailau demo failed with $? on a bare Debian 12; what it said stands above." >&2
    exit 1
}
say "./sailau demo, packages and build included"
for page in en ru kk; do
    [ -s "$root/home/demo/site/$page/index.html" ] || {
        echo "./sailau demo wrote no site/$page/index.html." >&2
        exit 1
    }
done
grep -q '97-1(1)' "$root/home/demo.txt" || {
    echo "./sailau demo printed no article of the law." >&2
    exit 1
}
in_new_system /home/sailau/sailau seats kazakhstan-2004 > /dev/null
say "./sailau seats after it"
