#!/usr/bin/env bash
# start.sh as its user meets it: what goes wrong is said in one line with its own exit code, two copies run side by side, and a second
# start is a short one. Needs a built copy. Prints a line for each check; the last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
servers=()
passed=0
failed=0
skipped=0

cleanup() {
  local pid
  for pid in ${servers[@]+"${servers[@]}"}; do kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; done
  if mountpoint -q "$scratch/full" 2>/dev/null; then umount "$scratch/full"; fi
  rm -rf "$scratch"
}
trap cleanup EXIT

pass() { passed=$((passed + 1)); printf 'ok       %s\n' "$1"; }
miss() { failed=$((failed + 1)); printf 'FAILED   %s: %s\n' "$1" "$2"; }
skip() { skipped=$((skipped + 1)); printf 'skipped  %s: %s\n' "$1" "$2"; }

# One clear line on standard error, and the exit code.
refuses() { # name exit-code pattern command...
  local name=$1 expected=$2 pattern=$3 code=0
  shift 3
  "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || code=$?
  if [ "$code" -ne "$expected" ]; then
    miss "$name" "exit code $code, not $expected: $(tail -n 3 "$scratch/err" "$scratch/out")"
  elif [ "$(wc -l <"$scratch/err")" -ne 1 ]; then
    miss "$name" "not one line: $(cat "$scratch/err")"
  elif ! grep -qE "$pattern" "$scratch/err"; then
    miss "$name" "says: $(cat "$scratch/err")"
  else
    pass "$name"
  fi
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

answers() { # port path
  node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "http://127.0.0.1:$1$2"
}

# Starts a server and waits until it is ready. Sets $started and $took (milliseconds).
start() { # port data log
  local began
  began=$(date +%s%3N)
  ./start.sh --port "$1" --data "$2" --demo false >"$3" 2>&1 </dev/null &
  started=$!
  servers+=("$started")
  local attempt
  for attempt in $(seq 1 600); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && answers "$1" /health/ready; then
      took=$(($(date +%s%3N) - began))
      return 0
    fi
    kill -0 "$started" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

stop() { # pid
  kill -TERM "$1"
  wait "$1"
}

# Everything that a shell script needs, without one command.
path_without() { # command
  local folder=$scratch/without-$1 tool
  mkdir -p "$folder"
  for tool in bash sh env cat grep head tail mkdir rm mv touch find sed wc dirname date sleep flock dotnet node npm; do
    [ "$tool" = "$1" ] || ! command -v "$tool" >/dev/null || ln -sf "$(command -v "$tool")" "$folder/$tool"
  done
  printf '%s' "$folder"
}

refuses 'an unknown option' 14 'Unknown option --prot' ./start.sh --prot 1
refuses 'an option without its value' 14 'needs a value' ./start.sh --port
refuses '--json by itself' 14 'goes with --check or --explain' ./start.sh --json
refuses 'a port that is none' 14 '1 to 65535' ./start.sh --port 70000
refuses 'a role that is none' 14 'no role' ./start.sh --port "$(free_port)" --data "$scratch/role" --role Everything
refuses 'no .NET SDK' 20 '\.NET SDK 10 is needed' env PATH="$(path_without dotnet)" ./start.sh --port "$(free_port)" --data "$scratch/a"
refuses 'no Node' 21 'Node\.js 20 or newer is needed' env PATH="$(path_without node)" ./start.sh --port "$(free_port)" --data "$scratch/a"
refuses 'no npm' 21 'npm is needed' env PATH="$(path_without npm)" ./start.sh --port "$(free_port)" --data "$scratch/a"
refuses 'a data folder that cannot be' 11 'cannot be written' ./start.sh --port "$(free_port)" --data /proc/agentes
refuses 'a database that is not there' 12 'cannot be reached' \
  env DATABASE_URL="Host=127.0.0.1;Port=$(free_port);Username=nobody;Database=none;Timeout=2" ./start.sh --port "$(free_port)" --data "$scratch/b"

if [ "$(id -u)" -eq 0 ]; then
  skip 'a read-only data folder' 'root writes everywhere'
else
  mkdir -p "$scratch/read-only" && chmod 500 "$scratch/read-only"
  refuses 'a read-only data folder' 11 'cannot be written' ./start.sh --port "$(free_port)" --data "$scratch/read-only/data"
fi

mkdir -p "$scratch/full"
if mount -t tmpfs -o size=8m none "$scratch/full" 2>/dev/null; then
  refuses 'a disk that fills up while PostgreSQL sets up' 13 'disk is full' ./start.sh --port "$(free_port)" --data "$scratch/full/data"
  rm -rf "$scratch/full/data"
  cat /dev/zero >"$scratch/full/fill" 2>/dev/null
  refuses 'a full disk' 13 'disk is full' ./start.sh --port "$(free_port)" --data "$scratch/full/data"
else
  skip 'a full disk' 'only root may mount a small one'
fi

one=$(free_port)
if start "$one" "$scratch/one" "$scratch/one.log"; then
  first=$started
  pass 'a start'
  refuses 'a port that is taken' 10 "Port $one is taken" ./start.sh --port "$one" --data "$scratch/other"
  refuses 'a data folder that is in use' 11 'in use' ./start.sh --port "$(free_port)" --data "$scratch/one"
  two=$(free_port)
  if start "$two" "$scratch/two" "$scratch/two.log" && answers "$one" /health/ready; then
    pass 'two side by side'
    stop "$started" || miss 'stopping' "exit code $?"
  else
    miss 'two side by side' "$(tail -n 5 "$scratch/two.log")"
  fi
  if stop "$first" && ! pgrep -f "postgres -D $scratch/one" >/dev/null; then
    pass 'it stops cleanly and leaves no PostgreSQL behind'
  else
    miss 'it stops cleanly' "$(tail -n 5 "$scratch/one.log")"
  fi
  if start "$one" "$scratch/one" "$scratch/one.log"; then
    pass "a second start (ready after $took ms)"
    stop "$started" || true
  else
    miss 'a second start' "$(tail -n 5 "$scratch/one.log")"
  fi
else
  miss 'a start' "$(tail -n 5 "$scratch/one.log")"
fi

printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
