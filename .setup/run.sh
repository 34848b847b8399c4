#!/bin/bash
# Starts the server on PORT with the archive in DATA; fills a new DATA with the demo archive.
set -euo pipefail
here=$PWD
. "$(dirname "$0")/env.sh"
port=${PORT:-8080}
data=$(cd "$here" && realpath -m "${DATA:-data}")
lantai=$PWD/build/bin/lantai

if [ ! -e "$data" ] || [ -z "$(ls -A "$data")" ]; then
    echo "making the demo archive in $data"
    part=$data.part
    rm -rf "$part"
    "$lantai" init --yes --data "$part" >/dev/null
    "$lantai" demo --data "$part"
    [ ! -e "$data" ] || rmdir "$data"
    mv "$part" "$data"
fi

"$lantai" serve --port "$port" --data "$data" &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' INT TERM HUP EXIT
url=http://127.0.0.1:$port
for ((tries = 0; tries < 600; ++tries)); do
    if curl -fs -o /dev/null --noproxy '*' --max-time 2 "$url/healthz"; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then
        wait "$server" || exit $?
        exit 1
    fi
    sleep 0.1
done
[ "$tries" -lt 600 ] || { echo "the server did not answer on $url/healthz" >&2; exit 1; }
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
