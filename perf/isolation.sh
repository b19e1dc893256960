#!/usr/bin/env bash
# Measures what the load of one group does to another on the same four nodes, and writes perf/results/<date>-isolation.md. Group 1 gets one
# transfer at a time, and what is measured is how long each takes to be final, as in finality.sh: first while nothing else has anything to do; then
# while another chain, of processes and a database of its own on this machine, gets transfers at a steady rate; then while group 2 gets them at
# the same rate. The second is what the machine's processors and disk do to group 1 under equal work, so the third against the second is what
# sharing a node does. The rate should leave processors idle: saturated ones would measure the kernel's scheduler.
#
#   perf/isolation.sh [--rounds 3] [--samples 200] [--rate 400]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
command_line="$0 $*"
rounds=3
samples=200
rate=400
while (( $# > 0 )); do
    case "$1" in
        --rounds) rounds="$2"; shift 2 ;;
        --samples) samples="$2"; shift 2 ;;
        --rate) rate="$2"; shift 2 ;;
        *) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
    esac
done

readonly PORT=18600 PEER_PORT=18650 OTHER_PORT=18700 OTHER_PEER_PORT=18750
work="$(mktemp -d /tmp/ledger-isolation.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
source "$root/perf/anvil.sh" # describe_machine

end() {
    local chain
    for chain in chain other; do
        if [[ -f "$work/$chain/chain.json" ]]; then
            "$root/ledger" reset --yes --dir "$work/$chain" >/dev/null 2>&1 || true
        fi
    done
    rm -rf "$work"
}
trap end EXIT

load() { # load <arguments...>: one measurement of perf/Load
    dotnet "$root/artifacts/bin/Ledger.Load/release/Ledger.Load.dll" "$@"
}

finality() { # finality <label>
    load --label "$1" --finality "$samples" --senders 2 --connections 1 --json "$work/$(date +%s%N).json" \
        --url "http://127.0.0.1:$PORT" >&2
}

finality_beside() { # finality_beside <label> <url arguments of the load...>
    local background label="$1"
    shift
    load --label "the load" --rate "$rate" --transactions $(( rate * (samples + 50) / 9 + 10 * rate )) --warmup 0 "$@" \
        >"$work/background.txt" 2>&1 &
    background=$!
    until grep -q measuring "$work/background.txt"; do sleep 1; done
    finality "$label"
    kill -0 "$background" || { echo "the load ended too early:" >&2; cat "$work/background.txt" >&2; exit 1; }
    wait "$background"
    cat "$work/background.txt" >&2
}

measure() {
    local i group=() other=()
    "$root/ledger" up --dir "$work/chain" --nodes 4 --base-port "$PORT" --p2p-base-port "$PEER_PORT" >/dev/null
    "$root/ledger" group create 2 --dir "$work/chain" >/dev/null
    "$root/ledger" group start 2 --dir "$work/chain" >/dev/null
    # It runs from the start: an idle chain is part of the machine in all three measurements.
    "$root/ledger" up --dir "$work/other" --nodes 4 --base-port "$OTHER_PORT" --p2p-base-port "$OTHER_PEER_PORT" >/dev/null
    for i in 0 1 2 3; do
        group+=(--url "http://127.0.0.1:$(( PORT + i ))/groups/2")
        other+=(--url "http://127.0.0.1:$(( OTHER_PORT + i ))")
    done
    # All warm, so that no measurement profits from what an earlier one compiled.
    load --label "warm" --transactions 20000 --warmup 0 --batch 50 "${group[@]}" >&2
    load --label "warm" --transactions 20000 --warmup 0 --batch 50 "${other[@]}" >&2
    finality "warm-up"
    finality "nothing else"
    finality_beside "another chain at $rate a second" "${other[@]}"
    finality_beside "the other group at $rate a second" "${group[@]}"
    "$root/ledger" reset --yes --dir "$work/chain" >/dev/null
    "$root/ledger" reset --yes --dir "$work/other" >/dev/null
}

"$root/ledger" version >&2
dotnet build "$root/perf/Load" -c Release -v quiet -clp:ErrorsOnly >&2
for (( round = 1; round <= rounds; round++ )); do
    measure
done

report="$root/perf/results/$(date +%F)-isolation.md"
mkdir -p "$(dirname "$report")"
{
    echo "# What the load of one group does to another"
    echo
    echo "\`$command_line\` on $(date -u +'%F %H:%M') UTC, commit $(git -C "$root" rev-parse --short HEAD)."
    echo
    describe_machine
    echo
    node "$root/perf/report-finality.js" $(grep -L '"warm-up"' "$work"/*.json)
} >"$report"
cat "$report"
