#!/usr/bin/env bash
# Measures etcd's puts, what our Raft group of three nodes commits, and what it orders when executing and storing costs nothing, in turns,
# in one run on one machine, and writes perf/results/<date>-raft-etcd.md. Medians of the rounds, and ratios of one run.
#
#   perf/compare-raft.sh [--rounds 3] [--puts 100000] [--transactions 50000] [--entries 300000]
#
# etcd: Debian's etcd-server, its defaults, three nodes, fresh in every round; puts of 256 B, each of a new key, 128 in flight over 16
#   connections to the leader, which is where etcd is fastest. Debian packs no benchmark tool, so the generator is perf/Load/Etcd: gRPC with
#   frames made in advance, one thread. It takes 15 to 30 us of CPU a put where the three nodes take 120 together: it is not what limits them.
# ledger: three Raft nodes as ./ledger up makes them; signed ERC-20 transfers over JSON-RPC to all three, one and 50 a request. An answer
#   means accepted; what counts is seen in a block.
# ordering: perf/Ordering, entries of 256 B given to the leader in its own process: pooled, told to the peers over TLS, put into blocks, journalled by
#   each node in a PostgreSQL of its own, ordered by Raft, executed by a state machine that does nothing, sealed. What counts is final. No sender
#   is recovered and no block is stored. With 128 in flight as for etcd, and with 20,000. Its three nodes and the feed are one process.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
command_line="$0 $*"
rounds=3
puts=100000
transactions=50000
entries=300000
while (( $# > 0 )); do
    case "$1" in
        --rounds) rounds="$2"; shift 2 ;;
        --puts) puts="$2"; shift 2 ;;
        --transactions) transactions="$2"; shift 2 ;;
        --entries) entries="$2"; shift 2 ;;
        *) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
    esac
done

readonly PORT=18600 PEER_PORT=18650 ORDERING_PORT=18900 IN_FLIGHT=128
work="$(mktemp -d /tmp/ledger-raft.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
source "$root/perf/anvil.sh" # describe_machine
source "$root/perf/etcd.sh"

end() {
    stop_etcd
    if [[ -f "$work/chain/chain.json" ]]; then
        "$root/ledger" reset --yes --dir "$work/chain" >/dev/null 2>&1 || true
    fi
    rm -rf "$work"
}
trap end EXIT

load() { # load <arguments...>: one measurement of perf/Load; its JSON is kept
    dotnet "$root/artifacts/bin/Ledger.Load/release/Ledger.Load.dll" --json "$work/$(date +%s%N).json" "$@" >&2
}

measure_etcd() {
    local i arguments=() warmup=5000 stored
    start_etcd
    for i in "${!etcd_pids[@]}"; do
        arguments+=(--pid "etcd$i=${etcd_pids[$i]}")
    done
    echo "== etcd" >&2
    load --label "etcd" --url "$etcd_leader" --puts "$puts" --warmup "$warmup" --connections 16 --in-flight "$IN_FLIGHT" \
        "${arguments[@]}"
    stored="$(count_keys)"
    (( stored == puts + warmup )) || { echo "etcd holds $stored keys, not $(( puts + warmup ))" >&2; exit 1; }
    stop_etcd
}

measure_chain() {
    local batch arguments
    "$root/ledger" up --dir "$work/chain" --nodes 3 --consensus raft --base-port "$PORT" --p2p-base-port "$PEER_PORT" >/dev/null
    mapfile -t arguments < <("$root/ledger" bench-arguments --dir "$work/chain")
    for batch in 1 50; do
        echo "== three nodes, $batch a request" >&2
        load --label "ledger, signed transfers, $batch a request" --batch "$batch" --warmup 20000 --transactions "$transactions" "${arguments[@]}"
    done
    "$root/ledger" reset --yes --dir "$work/chain" >/dev/null
}

order() { # order <label> <in flight> <batch> <entries>
    echo "== $1" >&2
    dotnet "$root/artifacts/bin/Ledger.Ordering/release/Ledger.Ordering.dll" --dir "$work/ordering" --port "$ORDERING_PORT" \
        --label "$1" --in-flight "$2" --batch "$3" --warmup $(( $4 / 3 )) --entries "$4" --json "$work/$(date +%s%N).json" >&2
    rm -rf "$work/ordering"
}

install_etcd
"$root/ledger" version >&2
dotnet build "$root/perf/Load" -c Release -v quiet -clp:ErrorsOnly >&2
dotnet build "$root/perf/Ordering" -c Release -v quiet -clp:ErrorsOnly >&2
for (( round = 1; round <= rounds; round++ )); do
    measure_etcd
    measure_chain
    order "ordering, $IN_FLIGHT in flight" "$IN_FLIGHT" 16 $(( entries / 6 ))
    order "ordering, 20000 in flight" 20000 100 "$entries"
done

report="$root/perf/results/$(date +%F)-raft-etcd.md"
mkdir -p "$(dirname "$report")"
{
    echo "# Three Raft nodes: etcd's puts, our transfers, our ordering"
    echo
    echo "\`$command_line\` on $(date -u +'%F %H:%M') UTC, commit $(git -C "$root" rev-parse --short HEAD), $(etcd --version | head -n 1)."
    echo
    describe_machine
    echo
    node "$root/perf/report-raft.js" "$work"/*.json
} >"$report"
cat "$report"
