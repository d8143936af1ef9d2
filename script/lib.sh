# Shared by script/server, script/test, script/check and script/bench: set-up that a fresh machine needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
PY=$ROOT/.venv/bin/python

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
warn() { printf '\033[33m!!  %s\033[0m\n' "$*" >&2; }
die() { printf '\033[31m!!  %s\033[0m\n' "$*" >&2; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# apt_get PACKAGE... : install as root, or say the command; returns 1 when it could not.
apt_get() {
  if ! command -v apt-get >/dev/null; then warn "Please install by hand: $*"; return 1; fi
  if ! is_root; then warn "Not root. Please run: sudo apt-get install $*"; return 1; fi
  say "Installing Debian packages: $*"
  if [ -z "${APT_UPDATED:-}" ]; then apt-get update -qq || true; APT_UPDATED=1; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# What PDF files are drawn with, and letters to draw.
PANGO=(libpango-1.0-0 libpangoft2-1.0-0 libpangocairo-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-noto-core)
has_pango() { ldconfig -p 2>/dev/null | grep -q libpangocairo-1.0 && ldconfig -p | grep -q libharfbuzz-subset; }

# The newest Python from 3.11 on.
find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v $name >/dev/null && $name -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      command -v $name; return
    fi
  done
  die "Python 3.11 or newer is needed."
}

# ensure_venv REQUIREMENTS... : a .venv that holds exactly what these files ask for; nothing to do when they did not change.
ensure_venv() {
  local python stamp want
  python=$(find_python)
  if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    if ! $python -c 'import ensurepip, venv' 2>/dev/null; then
      local version; version=$($python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
      apt_get "python$version-venv" || die "Python's venv is missing. Run: sudo apt-get install python3-venv"
    fi
    say "Making .venv"
    $python -m venv .venv
  fi
  want=$(cat "$@" | sha256sum | cut -c1-16)
  stamp=.venv/.partisipasi-$(basename "${!#}" .txt)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
    say "Installing Python packages from ${!#} (a minute or two the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "${!#}" 2>&1 | grep -v '^WARNING' || true
    .venv/bin/python -c 'import django, wagtail' || die "The packages did not install."
    echo "$want" > "$stamp"
  fi
}

# Where PostgreSQL's own programs lie ("" when not installed).
pg_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# start_postgres : a private server in a temporary folder on a free port; sets PG_URL (without a database name).
start_postgres() {
  local bin; bin=$(pg_bin)
  PG_DIR=$(mktemp -d "${TMPDIR:-/var/tmp}/partisipasi-pg.XXXXXX")
  PG_PORT=$($PY -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  local run=(bash -c)
  if is_root; then chown postgres "$PG_DIR"; run=(su postgres -s /bin/bash -c); fi
  say "Starting a private PostgreSQL on port $PG_PORT"
  "${run[@]}" "$bin/initdb -D $PG_DIR/data -A trust -U postgres --locale=C.UTF-8 -E UTF8 >/dev/null &&
    $bin/pg_ctl -D $PG_DIR/data -w -l $PG_DIR/log -o '-p $PG_PORT -k $PG_DIR -c listen_addresses=127.0.0.1 -c max_connections=200 ${PG_OPTIONS:-}' start >/dev/null"
  PG_URL=postgres://postgres@127.0.0.1:$PG_PORT
}

stop_postgres() {
  [ -n "${PG_DIR:-}" ] || return 0
  local bin run=(bash -c); bin=$(pg_bin)
  if is_root; then run=(su postgres -s /bin/bash -c); fi
  "${run[@]}" "$bin/pg_ctl -D $PG_DIR/data -m immediate stop >/dev/null 2>&1" || true
  rm -rf "$PG_DIR"; PG_DIR=
}
