# Sourced by ./sailau and ./test: finds Swift, installs what is missing (saying so), and defines the one way to build.
#
# Expects: home (the root of the project), packages (Debian packages that are needed besides those of every build).

# GMP, SQLite, libsodium, the client library of PostgreSQL, pango with cairo and libqrencode for papers with their typefaces, and what Swift's compiler and package manager load and call on a Debian 12 that has nothing else; certificates to fetch packages.
packages="ca-certificates fonts-dejavu-core fonts-noto-core g++ git libc6-dev libcurl4 libgmp-dev libncurses6 libpango1.0-dev libpq-dev libqrencode-dev libsodium-dev libsqlite3-dev libxml2 pkg-config ${packages:-}"
missing=()
for package in $packages; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ]; then
        echo "Installing ${missing[*]}" >&2
        installing=$(mktemp)
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
            > "$installing" 2>&1 || { cat "$installing" >&2; exit 2; }
        rm -f "$installing"
    else
        echo "These packages are needed: sudo sh -c 'apt-get update && apt-get install --no-install-recommends ${missing[*]}'" >&2
        exit 2
    fi
fi

if ! command -v swift > /dev/null; then
    for folder in "$HOME/.local/share/swiftly/bin" /opt/swift/usr/bin /opt/swift/bin /usr/local/swift/usr/bin; do
        if [ -x "$folder/swift" ]; then
            PATH="$folder:$PATH"
            break
        fi
    done
fi
if ! command -v swift > /dev/null; then
    echo "Swift 6.3 is needed: see https://swift.org/install" >&2
    exit 2
fi

# SwiftPM caches parsed manifests by the whole environment; one changed variable reads all of them again.
in_clean_environment() {
    env -i HOME="$HOME" PATH="$PATH" LANG=C.UTF-8 "$@"
}
