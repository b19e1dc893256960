# Sourced by the comparisons: anvil of one version, from npm, into $work; and the line of a report that names the machine.
# Needs $work. Gives install_anvil, start_anvil <arguments...>, stop_anvil, describe_machine, and $ANVIL_URL, $anvil_pid.

readonly ANVIL_VERSION=1.7.1
readonly ANVIL_PORT=18545
readonly ANVIL_URL="http://127.0.0.1:$ANVIL_PORT"
anvil_pid=""
anvil=""

install_anvil() {
    npm install --silent --no-audit --no-fund --prefix "$work/npm" "@foundry-rs/anvil@$ANVIL_VERSION" >&2
    anvil="$(find "$work/npm/node_modules/@foundry-rs" -path '*/bin/anvil' -type f | head -n 1)"
    [[ -x "$anvil" ]] || { echo "npm brought no anvil for this machine" >&2; exit 1; }
}

start_anvil() {
    # First in, first out, as on our chain: the default order sorts by fee and then drops what has a gap.
    "$anvil" --port "$ANVIL_PORT" --block-time 1 --order fifo --silent "$@" >"$work/anvil.log" 2>&1 &
    anvil_pid=$!
    local tries
    for tries in {1..100}; do
        (exec 3<>"/dev/tcp/127.0.0.1/$ANVIL_PORT") 2>/dev/null && return
        sleep 0.1
    done
    echo "anvil does not start:" >&2
    cat "$work/anvil.log" >&2
    exit 1
}

stop_anvil() {
    if [[ -n "$anvil_pid" ]]; then
        kill "$anvil_pid" 2>/dev/null || true
        wait "$anvil_pid" 2>/dev/null || true
        anvil_pid=""
    fi
}

describe_machine() {
    echo "Machine: $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores," \
        "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), $(uname -sr), load $(cut -d' ' -f1-3 /proc/loadavg) at the end."
}
