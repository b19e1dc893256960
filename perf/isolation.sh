#!/usr/bin/env bash
# Measures what the load of one group does to another on the same four nodes, and writes perf/results/<date>-isolation.md. Group 1 gets one
# transfer at a time, and what is measured is how long each takes to be final, as in finality.sh: first while group 2 has nothing to do, then
# while group 2 gets transfers at a steady rate that leaves processors idle. Saturated processors would measure the kernel's scheduler.
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

readonly PORT=18600 PEER_PORT=18650
work="$(mktemp -d /tmp/ledger-isolation.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
source "$root/perf/anvil.sh" # describe_machine

end() {
    if [[ -f "$work/chain/chain.json" ]]; then
        "$root/ledger" reset --yes --dir "$work/chain" >/dev/null 2>&1 || true
    fi
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

measure() {
    local background i urls=()
    "$root/ledger" up --dir "$work/chain" --nodes 4 --base-port "$PORT" --p2p-base-port "$PEER_PORT" >/dev/null
    "$root/ledger" group create 2 --dir "$work/chain" >/dev/null
    "$root/ledger" group start 2 --dir "$work/chain" >/dev/null
    for i in 0 1 2 3; do
        urls+=(--url "http://127.0.0.1:$(( PORT + i ))/groups/2")
    done
    # Both groups warm, so that the second measurement does not profit from what the first compiled.
    load --label "warm" --transactions 20000 --warmup 0 --batch 50 "${urls[@]}" >&2
    finality "warm-up"
    finality "the other group idle"
    load --label "the other group" --rate "$rate" --transactions $(( rate * (samples + 50) / 9 + 10 * rate )) --warmup 0 \
        "${urls[@]}" >"$work/background.txt" 2>&1 &
    background=$!
    until grep -q measuring "$work/background.txt"; do sleep 1; done
    finality "the other group at $rate a second"
    kill -0 "$background" || { echo "the background load ended too early:" >&2; cat "$work/background.txt" >&2; exit 1; }
    wait "$background"
    cat "$work/background.txt" >&2
    "$root/ledger" reset --yes --dir "$work/chain" >/dev/null
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
