#!/bin/bash
# Installs what is missing: install.sh run|test. Does nothing, and needs no rights, when all of
# it is there. Exit 2: something is missing and may not be installed from here.
set -euo pipefail
. "$(dirname "$0")/env.sh"

packages=(
    g++ cmake ninja-build ccache pkg-config make git python3 ca-certificates curl
    libpoco-dev libssl-dev libsodium-dev nlohmann-json3-dev libtomlplusplus-dev libseccomp-dev
    libsqlitecpp-dev libsqlite3-dev sqlite3
    libxapian-dev libpoppler-cpp-dev poppler-data libuchardet-dev libicu-dev opencc libopencc-data
    libhpdf-dev libqpdf-dev libqrencode-dev libfreetype-dev libpng-dev zlib1g-dev icc-profiles-free
    fonts-noto-cjk fonts-lxgw-wenkai python3-fonttools
    libgtest-dev libvalijson-dev libzxing-dev
)
if [ "${1:-run}" = test ]; then packages+=(chromium poppler-utils qpdf
    default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java); fi  # the checker of PDF/A
fetch_node=no
if ! node_is_new_enough; then
    fetch_node=yes
    packages+=(nodejs npm)  # only to fetch and check the newer Node
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Lantai is set up on Debian 12; here is no apt-get." >&2
    exit 2
fi
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
missing=()
for package in "${packages[@]}"; do
    [[ $'\n'"$installed"$'\n' == *$'\n'"installed $package"$'\n'* ]] || missing+=("$package")
done

if [ "${#missing[@]}" -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            echo "Packages are missing. Let an administrator run this line, then try again:" >&2
            echo "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
            exit 2
        fi
    fi
    echo "installing ${#missing[@]} packages: ${missing[*]}"
    log=$LANTAI_CACHE/apt.log
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -c '
        apt-get -q update && apt-get -q install -y --no-install-recommends "$@"' \
        apt "${missing[@]}" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        echo "apt-get failed; all it said is in $log" >&2
        exit 2
    }
fi

if [ "$fetch_node" = yes ]; then .setup/node.sh; fi
