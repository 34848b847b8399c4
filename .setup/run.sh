#!/bin/bash
# Starts the server on PORT with the archive in DATA; fills a new DATA with the demo archive.
set -euo pipefail
here=$PWD
. "$(dirname "$0")/env.sh"
port=${PORT:-8080}
data=$(cd "$here" && realpath -m "${DATA:-data}")
lantai=${LANTAI:-$PWD/build/bin/lantai}

if [ ! -e "$data" ] || [ -z "$(ls -A "$data")" ]; then
    echo "making the demo archive in $data"
    part=$data.part
    rm -rf "$part"
    "$lantai" init --yes --data "$part" >/dev/null
    "$lantai" demo --data "$part"
    [ ! -e "$data" ] || rmdir "$data"
    mv "$part" "$data"
fi

# Only our own server's word counts: on a busy port somebody else would answer.
said=$(mktemp)
trap 'rm -f "$said"' EXIT
"$lantai" serve --port "$port" --data "$data" >"$said" &
server=$!
trap 'rm -f "$said"; kill -TERM "$server" 2>/dev/null || true' INT TERM HUP EXIT
url=
for ((tries = 0; tries < 600; ++tries)); do
    url=$(sed -n 's/^ready //p' "$said")
    [ -z "$url" ] || break
    if ! kill -0 "$server" 2>/dev/null; then
        code=0
        wait "$server" || code=$?
        echo "the server did not start; is port $port in use? Try PORT=8081 make run" >&2
        exit $((code ? code : 1))
    fi
    sleep 0.1
done
[ -n "$url" ] || { echo "the server did not get ready within a minute" >&2; exit 1; }
curl -fsk -o /dev/null --noproxy '*' --max-time 10 "$url/healthz" ||
    { echo "the server does not answer on $url/healthz" >&2; exit 1; }
[ ! -e "$data/demo_accounts.txt" ] || cat "$data/demo_accounts.txt"
echo "ready $url"

# A signal ends `wait` before the server has ended: wait again for the server itself.
code=0
wait "$server" || code=$?
while kill -0 "$server" 2>/dev/null; do
    code=0
    wait "$server" || code=$?
done
exit "$code"
