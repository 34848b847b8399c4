#!/bin/bash
# Builds server/web/dist when a source of it changed since the last time.
set -euo pipefail
. "$(dirname "$0")/env.sh"
web=server/web

state_of() { find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }
packages=$(state_of "$web/package.json" "$web/package-lock.json")
if [ "$(cat "$web/node_modules/.lantai-state" 2>/dev/null)" != "$packages" ]; then
    (cd "$web" && npm ci --ignore-scripts --prefer-offline --loglevel=error)
    echo "$packages" >"$web/node_modules/.lantai-state"
fi
mapfile -t inputs < <(find "$web" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist)
sources=$(state_of "${inputs[@]}" server/api)
if [ "$(cat "$web/dist/.lantai-state" 2>/dev/null)" != "$sources" ]; then
    (cd "$web" && npm run --silent build)
    # Generated files may lie beside the sources: the state is taken after the build.
    mapfile -t inputs < <(find "$web" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist)
    state_of "${inputs[@]}" server/api >"$web/dist/.lantai-state"
fi
