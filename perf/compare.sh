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

readonly ANVIL_VERSION=1.7.1
readonly ANVIL_PORT=18545 ONE_PORT=18600 ONE_PEER_PORT=18650 FOUR_PORT=18700 FOUR_PEER_PORT=18750
work="$(mktemp -d /tmp/ledger-compare.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
anvil_pid=""

end() {
    if [[ -n "$anvil_pid" ]]; then kill "$anvil_pid" 2>/dev/null || true; fi
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
    # First in, first out, as on our chain: the default order sorts by fee and then drops what has a gap.
    "$anvil" --port "$ANVIL_PORT" --block-time 1 --order fifo --gas-limit 3000000000 --silent >"$work/anvil.log" 2>&1 &
    anvil_pid=$!
    local tries
    for tries in {1..100}; do
        (exec 3<>"/dev/tcp/127.0.0.1/$ANVIL_PORT") 2>/dev/null && break
        (( tries < 100 )) || { echo "anvil does not start:" >&2; cat "$work/anvil.log" >&2; exit 1; }
        sleep 0.1
    done
    local batch
    for batch in 1 50; do
        load anvil "$batch" --url "http://127.0.0.1:$ANVIL_PORT" --pid "anvil=$anvil_pid"
    done
    kill "$anvil_pid"
    wait "$anvil_pid" 2>/dev/null || true
    anvil_pid=""
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

npm install --silent --no-audit --no-fund --prefix "$work/npm" "@foundry-rs/anvil@$ANVIL_VERSION" >&2
anvil="$(find "$work/npm/node_modules/@foundry-rs" -path '*/bin/anvil' -type f | head -n 1)"
[[ -x "$anvil" ]] || { echo "npm brought no anvil for this machine" >&2; exit 1; }
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
    echo "Machine: $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores," \
        "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), $(uname -sr), load $(cut -d' ' -f1-3 /proc/loadavg) at the end."
    echo
    node "$root/perf/report.js" "$work"/*.json
} >"$report"
cat "$report"
