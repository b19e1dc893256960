#!/usr/bin/env bash
# Measures eth_call of a view function on anvil and on one of our nodes in turns, in one run on one machine, and writes
# perf/results/<date>-eth-calls.md. Both are warm before the first turn counts: each gets a turn that is thrown away.
#
#   perf/compare-calls.sh [--rounds 5] [--calls 100000] [--connections 16]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
command_line="$0 $*"
rounds=5
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

readonly PORT=18600 PEER_PORT=18650
work="$(mktemp -d /tmp/ledger-calls.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
source "$root/perf/anvil.sh"

end() {
    stop_anvil
    "$root/ledger" reset --yes --dir "$work/one" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap end EXIT

load() { # load <where its JSON goes> <arguments...>
    local json="$1"
    shift
    dotnet "$root/artifacts/bin/Ledger.Load/release/Ledger.Load.dll" --calls "$calls" --connections "$connections" \
        --senders 50 --json "$json" "$@" >&2
}

install_anvil
dotnet build "$root/perf/Load" -c Release -v quiet -clp:ErrorsOnly >&2
"$root/ledger" up --dir "$work/one" --nodes 1 --base-port "$PORT" --p2p-base-port "$PEER_PORT" >/dev/null
mapfile -t arguments < <("$root/ledger" bench-arguments --dir "$work/one")
start_anvil
for (( round = 0; round <= rounds; round++ )); do
    file=measured
    (( round > 0 )) || file=warm
    load "$work/$file-$round-anvil.json" --label anvil --url "$ANVIL_URL" --pid "anvil=$anvil_pid"
    load "$work/$file-$round-one.json" --label "1 node" "${arguments[@]}"
done

report="$root/perf/results/$(date +%F)-eth-calls.md"
mkdir -p "$(dirname "$report")"
{
    echo "# eth_call of a view function: anvil, one node"
    echo
    echo "\`$command_line\` on $(date -u +'%F %H:%M') UTC, commit $(git -C "$root" rev-parse --short HEAD)."
    echo
    describe_machine
    echo
    node "$root/perf/report-calls.js" "$work"/measured-*.json
} >"$report"
cat "$report"
