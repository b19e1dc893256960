#!/usr/bin/env bash
# Measures eth_call of a view function on anvil and on one of our nodes in turns, in one run on one machine.
#
#   perf/compare-calls.sh [--rounds 3] [--calls 100000] [--connections 16]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
rounds=3
calls=100000
connections=16
while (( $# > 0 )); do
    case "$1" in
        --rounds) rounds="$2"; shift 2 ;;
        --calls) calls="$2"; shift 2 ;;
        --connections) connections="$2"; shift 2 ;;
        *) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
    esac
done

readonly ANVIL_VERSION=1.7.1
readonly ANVIL_PORT=18545 PORT=18600 PEER_PORT=18650
work="$(mktemp -d /tmp/ledger-calls.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
anvil_pid=""

end() {
    if [[ -n "$anvil_pid" ]]; then kill "$anvil_pid" 2>/dev/null || true; fi
    "$root/ledger" reset --yes --dir "$work/one" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap end EXIT

load() {
    dotnet "$root/artifacts/bin/Ledger.Load/release/Ledger.Load.dll" --calls "$calls" --connections "$connections" \
        --senders 50 "$@" 2>/dev/null
}

npm install --silent --no-audit --no-fund --prefix "$work/npm" "@foundry-rs/anvil@$ANVIL_VERSION" >&2
anvil="$(find "$work/npm/node_modules/@foundry-rs" -path '*/bin/anvil' -type f | head -n 1)"
[[ -x "$anvil" ]] || { echo "npm brought no anvil for this machine" >&2; exit 1; }
dotnet build "$root/perf/Load" -c Release -v quiet -clp:ErrorsOnly
"$root/ledger" up --dir "$work/one" --nodes 1 --base-port "$PORT" --p2p-base-port "$PEER_PORT" >/dev/null
mapfile -t arguments < <("$root/ledger" bench-arguments --dir "$work/one")
"$anvil" --port "$ANVIL_PORT" --block-time 1 --order fifo --silent >"$work/anvil.log" 2>&1 &
anvil_pid=$!
for tries in {1..100}; do
    (exec 3<>"/dev/tcp/127.0.0.1/$ANVIL_PORT") 2>/dev/null && break
    (( tries < 100 )) || { echo "anvil does not start:" >&2; cat "$work/anvil.log" >&2; exit 1; }
    sleep 0.1
done
for (( round = 1; round <= rounds; round++ )); do
    load --label anvil --url "http://127.0.0.1:$ANVIL_PORT" --pid "anvil=$anvil_pid"
    load --label "one node" "${arguments[@]}"
done
