#!/usr/bin/env bash
# Proves everything on a fresh clone: builds with warnings as errors, runs every test there is, and sums up.
#   ./test.sh [--only NAME]...     see --help
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD

usage() {
  cat <<'TEXT'
./test.sh [options]     build and run every test

  --only NAME    run only the steps whose name contains NAME (may be repeated)
  --no-build     test what was built before
  --list         print the names of the steps
  --help         this text

Logs and results are in artifacts/test. The last line is "N passed, N failed". Exit code: 0 when all passed, else 1.
Needs what start.sh needs, and Chromium for the journeys (CHROMIUM_PATH, default /usr/bin/chromium).
TEXT
}

only=()
list=false
building=true
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --list) list=true; shift ;;
    --no-build) building=false; shift ;;
    --only) [ $# -ge 2 ] || { echo '--only needs a name' >&2; exit 14; }; only+=("$2"); shift 2 ;;
    *) echo "Unknown option $1. See ./test.sh --help" >&2; exit 14 ;;
  esac
done

export CI=${CI:-true} DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NEXT_TELEMETRY_DISABLED=1 MSBUILDDISABLENODEREUSE=1
logs=$root/artifacts/test
passed=0
failed=0
server=
scratch=

cleanup() {
  stop_server
  [ -z "$scratch" ] || rm -rf "$scratch"
}

stop_server() {
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

wanted() { # name
  [ ${#only[@]} -eq 0 ] && return 0
  local part
  for part in "${only[@]}"; do [[ $1 == *"$part"* ]] && return 0; done
  return 1
}

# Runs a step with its output in a log. A runner leaves "passed failed skipped" in a .counts file beside it; a step without one
# counts only when it fails.
step() { # name command...
  local name=$1 began=$SECONDS code=0 ok=0 bad=0 skipped=0 note=
  shift
  rm -f "$logs/$name.counts"
  printf '%-24s ' "$name"
  "$@" >"$logs/$name.log" 2>&1 </dev/null || code=$?
  if [ -s "$logs/$name.counts" ]; then
    read -r ok bad skipped <"$logs/$name.counts"
    note=", $ok passed, $bad failed, $skipped skipped"
  fi
  [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  passed=$((passed + ok))
  failed=$((failed + bad))
  if [ "$bad" -eq 0 ]; then
    printf 'ok      %4ss%s\n' $((SECONDS - began)) "$note"
    return 0
  fi
  printf 'FAILED  %4ss%s\n' $((SECONDS - began)) "$note"
  tail -n 60 "$logs/$name.log" | sed 's/^/    /'
  return 1
}

finish() {
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && exit 0
  exit 1
}

build() {
  # In CI the lock files decide: a package that they do not name, or name otherwise, stops the build.
  local locked=()
  [ "$CI" = true ] && locked=(--locked-mode)
  # Not incremental: a build without analyzers, such as start.sh makes, would pass for this one.
  dotnet restore AgentesDeConversao.slnx ${locked[@]+"${locked[@]}"} \
    && dotnet build AgentesDeConversao.slnx -c Release --no-restore --no-incremental -v quiet
}

setup() {
  ./start.sh --build-only && npm ci --prefix tests/clients --ignore-scripts --no-audit --no-fund
}

dotnet_tests() { # project name
  local program=artifacts/bin/$1/release/Agentes.$1 code=0
  [ -x "$program" ] || { echo "$program was not built: is $1 in AgentesDeConversao.slnx?"; return 1; }
  "$program" -noColor -noLogo -longRunning 120 -trx "$logs/$1.trx" || code=$?
  local total
  total=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$logs/$1.log" | tail -n 1)
  [ -n "$total" ] || return 1
  local numbers
  read -ra numbers <<<"$(tr -dc '0-9 ' <<<"$total")"
  local bad=$((numbers[1] + numbers[2]))
  echo "$((numbers[0] - numbers[2] - numbers[3] - numbers[4])) $bad $((numbers[3] + numbers[4]))" >"$logs/$1.counts"
  return $code
}

start_script() {
  local code=0 total
  tests/start/start-test.sh || code=$?
  total=$(tail -n 1 "$logs/start.log" | tr -dc '0-9 ')
  echo "${total}" >"$logs/start.counts"
  return $code
}

counts_of() { # name file expression-of-three-numbers
  node -e 'const r = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")); console.log(eval(process.argv[2]).join(" "))' \
    "$2" "$3" >"$logs/$1.counts"
}

web_unit() {
  local code=0
  npm test --prefix apps/web -- --reporter=default --reporter=json --outputFile.json="$logs/web-unit.json" || code=$?
  counts_of web-unit "$logs/web-unit.json" '[r.numPassedTests, r.numFailedTests + r.numFailedTestSuites * !r.numFailedTests, r.numPendingTests + r.numTodoTests]'
  return $code
}

web_journeys() {
  local code=0
  require_chromium || return 1
  start_server || return 1
  E2E_BASE_URL=http://127.0.0.1:$port PLAYWRIGHT_JSON_OUTPUT_NAME=$logs/web-journeys.json \
    npm run e2e --prefix apps/web -- --reporter=list,json || code=$?
  stop_server
  counts_of web-journeys "$logs/web-journeys.json" '[r.stats.expected + r.stats.flaky, r.stats.unexpected + r.errors.length, r.stats.skipped]'
  return $code
}

require_chromium() {
  export CHROMIUM_PATH=${CHROMIUM_PATH:-/usr/bin/chromium}
  [ -x "$CHROMIUM_PATH" ] && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation || true
  fi
  [ -x "$CHROMIUM_PATH" ] || { echo "The journeys need Chromium: install it, or name it in CHROMIUM_PATH (looked at $CHROMIUM_PATH)."; return 1; }
}

# A real server with the demo shop, on a free port and a folder of its own. Sets $port.
start_server() {
  port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  scratch=$(mktemp -d)
  RateLimits__PerCredential=100000 RateLimits__PerAddress=100000 ./start.sh --port "$port" --data "$scratch/data" &
  server=$!
  local attempt
  for attempt in $(seq 1 240); do
    node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' \
      "http://127.0.0.1:$port/health/ready" && return 0
    kill -0 "$server" 2>/dev/null || { echo 'The server ended while it started.'; return 1; }
    sleep 0.5
  done
  echo 'The server was not ready after two minutes.'
  return 1
}

names=()
for project in tests/*.Tests/*.csproj; do names+=("$(basename "$project" .csproj)"); done
if [ "$list" = true ]; then
  printf '%s\n' build setup start "${names[@]}" web-lint web-types web-size web-unit web-journeys
  exit 0
fi

mkdir -p "$logs"
rm -f "$logs"/*
if [ "$building" = true ]; then
  # Nothing can be tested that was not built.
  step build build || finish
  step setup setup || finish
fi
if wanted start; then step start start_script || true; fi
for name in "${names[@]}"; do
  if wanted "$name"; then step "$name" dotnet_tests "$name" || true; fi
done
if wanted web-lint; then step web-lint npm run lint --prefix apps/web || true; fi
if wanted web-types; then step web-types npm run typecheck --prefix apps/web || true; fi
if wanted web-size; then step web-size npm run size --prefix apps/web || true; fi
if wanted web-unit; then step web-unit web_unit || true; fi
if wanted web-journeys; then step web-journeys web_journeys || true; fi
finish
