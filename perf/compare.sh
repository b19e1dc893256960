#!/usr/bin/env bash
# Measures anvil, one of our nodes and four of our nodes in turns, in one run on one machine, and writes
# perf/results/<date>-erc20-transfers.md. Ratios of one run mean something; numbers of different days do not.
#
#   perf/compare.sh [--rounds 2] [--transactions 50000]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
command_line="$0 $*"
rounds=2
transactions=50000
while (( $# > 0 )); do
    case "$1" in
        --rounds) rounds="$2"; shift 2 ;;
        --transactions) transactions="$2"; shift 2 ;;
        *) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
    esac
done

readonly ONE_PORT=18600 ONE_PEER_PORT=18650 FOUR_PORT=18700 FOUR_PEER_PORT=18750
work="$(mktemp -d /tmp/ledger-compare.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
source "$root/perf/anvil.sh"

end() {
    stop_anvil
    local chain
    for chain in one four; do
        if [[ -f "$work/$chain/chain.json" ]]; then
            "$root/ledger" reset --yes --dir "$work/$chain" >/dev/null 2>&1 || true
        fi
    done
    rm -rf "$work"
}
trap end EXIT

load() { # load <label> <batch> <arguments...>: one measurement; its JSON is kept
    local label="$1" batch="$2"
    shift 2
    echo "== $label, $batch a request" >&2
    dotnet "$root/artifacts/bin/Ledger.Load/release/Ledger.Load.dll" --label "$label" --batch "$batch" \
        --warmup 20000 --transactions "$transactions" --json "$work/$(date +%s%N).json" "$@" >&2
}

measure_anvil() {
    start_anvil --gas-limit 3000000000
    local batch
    for batch in 1 50; do
        load anvil "$batch" --url "$ANVIL_URL" --pid "anvil=$anvil_pid"
    done
    stop_anvil
}

measure_chain() { # measure_chain <name> <nodes> <port> <peer port>
    local name="$1" nodes="$2" batch arguments
    "$root/ledger" up --dir "$work/$name" --nodes "$nodes" --base-port "$3" --p2p-base-port "$4" >/dev/null
    mapfile -t arguments < <("$root/ledger" bench-arguments --dir "$work/$name")
    for batch in 1 50; do
        load "$nodes node(s)" "$batch" "${arguments[@]}"
    done
    # A fresh chain each time: a database that has grown is another measurement.
    "$root/ledger" reset --yes --dir "$work/$name" >/dev/null
}

install_anvil
"$root/ledger" version >&2
dotnet build "$root/perf/Load" -c Release -v quiet -clp:ErrorsOnly

for (( round = 1; round <= rounds; round++ )); do
    measure_anvil
    measure_chain one 1 "$ONE_PORT" "$ONE_PEER_PORT"
    measure_chain four 4 "$FOUR_PORT" "$FOUR_PEER_PORT"
done

report="$root/perf/results/$(date +%F)-erc20-transfers.md"
mkdir -p "$(dirname "$report")"
{
    echo "# ERC-20 transfers: anvil, one node, four nodes"
    echo
    echo "\`$command_line\` on $(date -u +'%F %H:%M') UTC, commit $(git -C "$root" rev-parse --short HEAD)."
    echo
    describe_machine
    echo
    node "$root/perf/report.js" "$work"/*.json
} >"$report"
cat "$report"
