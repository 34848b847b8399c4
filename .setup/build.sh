#!/bin/bash
# Configures and builds a preset: build.sh PRESET [TARGET…]; without a target, everything.
set -euo pipefail
. "$(dirname "$0")/env.sh"
preset=$1
shift
cmake --preset "$preset" --log-level=WARNING >/dev/null
cmake --build --preset "$preset" -j "$(nproc)" ${1:+--target "$@"}
