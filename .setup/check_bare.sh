#!/bin/bash
# Tries Lantai on a bare Debian 12: check_bare.sh build|test|run [FOLDER]. Needs root and
# debootstrap. FOLDER (by default a temporary one, removed afterwards) becomes the bare system.
#   1. an ordinary user without rights gets the one apt line and exit 2;
#   2. root runs the command with nothing installed;
#   3. an ordinary user runs it from a clone of the user's own, with a cold cache.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?build, test or run}
root=${2:-}
if [ "${LANTAI_BARE_UNSHARED:-}" != yes ]; then  # mounts end with this script
    LANTAI_BARE_UNSHARED=yes exec unshare --mount "$0" "$@"
fi
if [ -z "$root" ]; then
    root=$(mktemp -d /tmp/lantai-bare-XXXXXX)
    chmod 755 "$root"
    trap 'umount -l "$root"/{proc,sys,dev} 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT
fi
mirror=$(awk '/^URIs:/ { print $2; exit } /^deb / { print $2; exit }' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null || true)
[ -e "$root/etc/debian_version" ] ||
    debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}"

# How this machine reaches the network (proxies, certificates) belongs to the machine, not to
# Lantai: the bare system gets it here.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
grep -rlsiE 'proxy|Check-(Valid-Until|Date)' /etc/apt/apt.conf /etc/apt/apt.conf.d |
    xargs -rI{} cp {} "$root/etc/apt/apt.conf.d/" || true
mkdir -p "$root/usr/local/share/ca-certificates"
cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
for home in root home/tester; do
    mkdir -p "$root/$home"
    npm config ls -l 2>/dev/null | grep -E '^(registry|cafile|proxy|https-proxy) = "' |
        tr -d '" ' >"$root/$home/.npmrc" || true
done
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"

inside() {  # inside USER COMMAND…
    chroot "$root" /usr/bin/env -i HOME="$([ "$1" = root ] && echo /root || echo "/home/$1")" \
        USER="$1" LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        setpriv --reuid="$1" --regid="$1" --init-groups bash -c "$2"
}
clone_for() {  # clone_for USER FOLDER
    rm -rf "${root:?}/$2/lantai"
    git clone -q --no-hardlinks . "$root/$2/lantai"
    chroot "$root" chown -R "$1:$1" "/$2"
}
# `make run` stays in the foreground: wait for its line, then stop it as Ctrl-C does.
run_until_ready='set -m; make run PORT=18080 DATA=/tmp/data-$USER >/tmp/run-$USER.log 2>&1 & job=$!
    until grep -q "^ready http://127.0.0.1:18080" /tmp/run-$USER.log; do
        kill -0 $job || { cat /tmp/run-$USER.log; exit 1; }; sleep 1
    done
    cat /tmp/run-$USER.log; kill -INT -- -$job; wait $job || true
    ! curl -fs http://127.0.0.1:18080/healthz'
if [ "$target" = run ]; then command=$run_until_ready; else command="make $target"; fi

chroot "$root" id tester >/dev/null 2>&1 || chroot "$root" useradd -m -s /bin/bash tester
if ! chroot "$root" test -x /usr/bin/make; then
    inside root 'apt-get -q update && apt-get -q install -y --no-install-recommends make'
fi
clone_for tester home/tester
if ! chroot "$root" test -x /usr/bin/cmake; then
    echo "== ordinary user, nothing installed: expects exit 2 and the apt line"
    code=0
    told=$(inside tester 'cd ~/lantai && .setup/install.sh run' 2>&1) || code=$?
    echo "$told"
    [ "$code" -eq 2 ] && grep -q '^apt-get update && apt-get install' <<<"$told"
fi

echo "== root: make $target"
clone_for root root
time inside root "cd ~/lantai && $command"
echo "== ordinary user: make $target"
time inside tester "cd ~/lantai && $command"
echo "== bare machine: make $target works for root and for an ordinary user"
