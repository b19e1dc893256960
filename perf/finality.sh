#!/usr/bin/env bash
# Measures how long one transfer takes to be final on a chain that does nothing else, with four PBFT nodes and with three Raft nodes, and
# writes perf/results/<date>-finality.md. Each is submitted to one node over JSON-RPC and waited for there with the receipt's ?wait= of
# the REST interface, which answers when the block is stored; nothing polls. 50 transfers before are not counted.
#
#   perf/finality.sh [--rounds 3] [--samples 200]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
command_line="$0 $*"
rounds=3
samples=200
while (( $# > 0 )); do
    case "$1" in
        --rounds) rounds="$2"; shift 2 ;;
        --samples) samples="$2"; shift 2 ;;
        *) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
    esac
done

readonly PORT=18600 PEER_PORT=18650
work="$(mktemp -d /tmp/ledger-finality.XXXXXX)"
chmod 755 "$work" # PostgreSQL runs as another account when we are root
source "$root/perf/anvil.sh" # describe_machine

end() {
    if [[ -f "$work/chain/chain.json" ]]; then
        "$root/ledger" reset --yes --dir "$work/chain" >/dev/null 2>&1 || true
    fi
    rm -rf "$work"
}
trap end EXIT

measure() { # measure <nodes> <consensus>
    local arguments
    "$root/ledger" up --dir "$work/chain" --nodes "$1" --consensus "$2" --base-port "$PORT" --p2p-base-port "$PEER_PORT" >/dev/null
    mapfile -t arguments < <("$root/ledger" bench-arguments --dir "$work/chain")
    dotnet "$root/artifacts/bin/Ledger.Load/release/Ledger.Load.dll" --label "$1 nodes, $2" --finality "$samples" \
        --senders 2 --connections 1 --json "$work/$(date +%s%N).json" "${arguments[@]}" >&2
    "$root/ledger" reset --yes --dir "$work/chain" >/dev/null
}

"$root/ledger" version >&2
dotnet build "$root/perf/Load" -c Release -v quiet -clp:ErrorsOnly >&2
for (( round = 1; round <= rounds; round++ )); do
    measure 4 pbft
    measure 3 raft
done

report="$root/perf/results/$(date +%F)-finality.md"
mkdir -p "$(dirname "$report")"
{
    echo "# Time to finality of one transfer on an idle chain"
    echo
    echo "\`$command_line\` on $(date -u +'%F %H:%M') UTC, commit $(git -C "$root" rev-parse --short HEAD)."
    echo
    describe_machine
    echo
    node "$root/perf/report-finality.js" "$work"/*.json
} >"$report"
cat "$report"
