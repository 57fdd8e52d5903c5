#!/usr/bin/env bash
# Makes the keys with which the computers of a station know each other (Documentation/Formats/Urn.md, "Transport"):
#
#   Scripts/make_station_keys.sh URN BOOTH...
#
# For each folder a private key (key.pem), a certificate that it signs itself (certificate.pem), and the SHA-256 of the
# certificates to which it speaks (pins): the urn to every booth, each booth to the urn alone. Carry every folder to its
# computer and keep no copy. What is there is not overwritten.
set -euo pipefail
umask 077

if [ $# -lt 2 ]; then
    echo "usage: make_station_keys.sh URN BOOTH..." >&2
    exit 2
fi
for folder in "$@"; do
    for name in key.pem certificate.pem pins; do
        if [ -e "$folder/$name" ]; then
            echo "$folder/$name is there already" >&2
            exit 2
        fi
    done
done

fingerprint() { openssl x509 -in "$1/certificate.pem" -outform DER | sha256sum | cut -c1-64; }

for folder in "$@"; do
    mkdir -p "$folder"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 60 -subj /CN=station \
        -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2> /dev/null
done

urn=$1
shift
for booth in "$@"; do
    fingerprint "$urn" > "$booth/pins"
    fingerprint "$booth"
done > "$urn/pins"
