#!/usr/bin/env bash
# Starts FastAPI + Celery + Redis + PostgreSQL from Debian's packages on free ports, prints
#   ready http://127.0.0.1:<api> 127.0.0.1:<redis>
# and runs until its standard input ends, so that it never outlives the program that started it.
# Installs nothing: exit 3 names what is missing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
python=/usr/bin/python3

missing=()
need_module() { "$python" -sc "import $1" 2>/dev/null || missing+=("$2"); }
need_module fastapi python3-fastapi
need_module uvicorn python3-uvicorn
need_module uvloop python3-uvloop
need_module httptools python3-httptools
need_module asyncpg python3-asyncpg
need_module psycopg2 python3-psycopg2
need_module celery python3-celery
need_module redis python3-redis
command -v redis-server >/dev/null || missing+=(redis-server)
pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$pg" ] && [ -x "$pg/initdb" ] || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  echo "missing Debian packages, install them with: apt-get install ${missing[*]}" >&2
  exit 3
fi

# PostgreSQL refuses to run as root.
as_owner=()
owner=$(id -un)
if [ "$(id -u)" = 0 ]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  as_owner=(runuser -u "$owner" --)
fi

free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
api_port=$(free_port); redis_port=$(free_port); pg_port=$(free_port)
work=$(mktemp -d)
chmod 755 "$work"
install -d -o "$owner" "$work/pg"

children=()
finish() {
  trap - EXIT INT TERM
  for pid in "${children[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

cd "$work"
"${as_owner[@]}" "$pg/initdb" -D "$work/pg" -U reference -A trust --encoding UTF8 --locale C >"$work/initdb.log"
"${as_owner[@]}" "$pg/postgres" -D "$work/pg" -p "$pg_port" -k "$work/pg" -c listen_addresses=127.0.0.1 \
  -c shared_buffers=256MB -c max_wal_size=2GB >"$work/pg.log" 2>&1 &
children+=($!)
redis-server --port "$redis_port" --bind 127.0.0.1 --save "" --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
children+=($!)

psql() { "$pg/psql" -h 127.0.0.1 -p "$pg_port" -U reference -d postgres -q -v ON_ERROR_STOP=1 "$@"; }
wait_for() {
  for _ in $(seq 150); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  echo "did not start: $*" >&2
  tail -n 5 "$work"/*.log >&2
  exit 1
}
wait_for psql -c 'SELECT 1'
psql <<'SQL'
CREATE TABLE messages (
    id uuid PRIMARY KEY,
    conversation_id uuid NOT NULL,
    direction text NOT NULL,
    text text NOT NULL,
    status text NOT NULL,
    in_reply_to uuid,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX messages_by_conversation ON messages (conversation_id, created_at);
SQL

export REFERENCE_DATABASE="postgresql://reference@127.0.0.1:$pg_port/postgres"
export REFERENCE_REDIS="redis://127.0.0.1:$redis_port/0"
export PYTHONPATH="$here" PYTHONDONTWRITEBYTECODE=1
"$python" -s -m celery -A worker worker --pool prefork --concurrency 2 --loglevel WARNING -O fair \
  --without-gossip --without-mingle --without-heartbeat >"$work/celery.log" 2>&1 &
children+=($!)
"$python" -s -m uvicorn app:app --host 127.0.0.1 --port "$api_port" --workers 2 --loop uvloop --http httptools \
  --no-access-log --log-level warning >"$work/uvicorn.log" 2>&1 &
children+=($!)
wait_for curl -fs "http://127.0.0.1:$api_port/health"
wait_for "$python" -s -m celery -A worker inspect ping --timeout 1

echo "ready http://127.0.0.1:$api_port 127.0.0.1:$redis_port"
cat >/dev/null
