# Sourced by every script here: where made things live, and which Node is used.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LANTAI_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/lantai"
mkdir -p "$LANTAI_CACHE"

# Objects are found again in a fresh clone at another path.
export CCACHE_DIR="${CCACHE_DIR:-$LANTAI_CACHE/ccache}"
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$PWD}"
export CCACHE_NOHASHDIR=1
export npm_config_cache="${npm_config_cache:-$LANTAI_CACHE/npm}"
export npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false

# Vite needs Node 20.19 or newer; Debian 12 has 18.
node_is_new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    local major minor
    IFS=.v read -r _ major minor _ < <(node --version)
    ((major > 22 || major == 22 && minor >= 12 || major == 20 && minor >= 19))
}
LANTAI_NODE_VERSION=22.23.3
LANTAI_NODE_HOME="$LANTAI_CACHE/node-$LANTAI_NODE_VERSION"
if ! node_is_new_enough && [ -e "$LANTAI_NODE_HOME/complete" ]; then
    export PATH="$LANTAI_NODE_HOME/bin:$PATH"
fi
