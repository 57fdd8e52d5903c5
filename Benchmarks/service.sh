#!/usr/bin/env bash
# Loads `sailau serve` with 9,580 polling stations and 30 typists, then with requests for public pages beside nginx, and writes
# lines of name, value and what is asked to a file:
#
#     Benchmarks/service.sh RESULTS [SHEETS]      SHEETS: how many are typed twice; all 19,160 where left out
set -euo pipefail
results=$(readlink -f "$1")
sheets=${2:-0}
home=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$home"
packages="openssl nginx-light wrk python3"
. Scripts/prepare.sh

sailau=$home/.build/release/sailau
[ -x "$sailau" ] || ./sailau --version > /dev/null
export SAILAU_HOME=$home
place=$(mktemp -d)
service=
nginx=
trap 'kill $service $nginx 2> /dev/null || true; rm -rf "$place"' EXIT
line() { printf '%s\t%s\t%s\n' "$1" "$2" "${3:-}" >> "$results"; }

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$place/key.pem" -out "$place/certificate.pem" 2> /dev/null
chmod 600 "$place/key.pem"
"$sailau" ballot manifest key --name Service --out "$place" > /dev/null
echo "An election called, with its stations, commissions and candidates." >&2
"$sailau" demo --night --no-pages --until nominations --service "$place/Service.signkey" --out "$place/night" > /dev/null
"$sailau" reconstruct --out "$place/protocols" > /dev/null
mkdir "$place/typists"
for number in $(seq 1 30); do
    "$sailau" accounts add "typist-$number" --accounts "$place/accounts.sqlite" --role typist --commission central \
        --out "$place/typists/typist-$number.txt" > /dev/null
done
cat > "$place/service.yaml" << END
format: sailau-service/1
port: 0
monitoring port: 0
certificate: certificate.pem
key: key.pem
accounts: accounts.sqlite
record key: Service.signkey
threads: 32
END
started=$SECONDS
"$sailau" serve --config "$place/service.yaml" --store "$place/night/night.record" \
    > "$place/ports" 2> "$place/service.log" &
service=$!
for _ in $(seq 1 1200); do [ -s "$place/ports" ] && break; kill -0 $service || { cat "$place/service.log" >&2; exit 1; }; sleep 0.1; done
port=$(sed -n 's/.*"service":\([0-9]*\).*/\1/p' "$place/ports")
line "start with 9,580 stations, s" $((SECONDS - started))

echo "Typists and observers at once, then entries as fast as they come." >&2
python3 Benchmarks/service_load.py "$port" "$place/certificate.pem" "$place/typists" "$place/protocols" \
    --sheets "$sheets" > "$place/load.json"
python3 - "$place/load.json" >> "$results" << 'END'
import json, sys
asked = {"p99 ms": "100"}
for name, value in json.load(open(sys.argv[1])).items():
    print(name, f"{value:.2f}", next((a for end, a in asked.items() if name.endswith(end)), ""), sep="\t")
END

echo "Public pages, from the service and from nginx." >&2
"$sailau" conduct publish "$place/night/night.record" --out "$place/site" > /dev/null
cat > "$place/nginx.conf" << END
user $(id -un);
worker_processes 2;
pid $place/nginx.pid;
error_log $place/nginx.log;
events { worker_connections 2048; }
http {
    access_log off;
    include /etc/nginx/mime.types;
    sendfile on;
    open_file_cache max=1000;
    server {
        listen 127.0.0.1:8491 ssl;
        server_name localhost;
        ssl_certificate $place/certificate.pem;
        ssl_certificate_key $place/key.pem;
        root $place/site;
    }
}
END
nginx -c "$place/nginx.conf" -p "$place" 2> /dev/null &
sleep 1
nginx=$(cat "$place/nginx.pid")
asked() { wrk -t1 -c64 -d"$2" --latency "$1" | awk '/Requests\/sec/ {print $2} /Non-2xx/ {print "answers that are none: " $0 > "/dev/stderr"; exit 1}' | tail -1; }
for page in en/index.html en/lists.html; do
    asked "https://127.0.0.1:$port/$page" 2s > /dev/null
    own=$(asked "https://127.0.0.1:$port/$page" 8s)
    peer=$(asked "https://127.0.0.1:8491/$page" 8s)
    again=$(asked "https://127.0.0.1:$port/$page" 8s)
    line "$page, requests a second" "$(python3 -c "print(round(($own + $again) / 2))")" 5000
    line "$page, nginx with the same files" "$(python3 -c "print(round($peer))")"
    line "$page, service to nginx" "$(python3 -c "print(round(($own + $again) / 2 / $peer, 2))")"
done
line "peak memory of the service, MB" "$(awk '/VmHWM/ {print int($2 / 1024)}' /proc/$service/status)"
