# Sourced by the comparison with etcd: three etcd on loopback, from Debian's etcd-server, with their data in $work.
# Needs $work. Gives install_etcd, start_etcd, stop_etcd, count_keys, and $etcd_leader (a URL), ${etcd_pids[@]}.

readonly ETCD_PORT=18800 ETCD_NODES=3
etcd_pids=()
etcd_leader=""

install_etcd() {
    if command -v etcd >/dev/null && command -v etcdctl >/dev/null; then
        return
    fi
    local install=(apt-get install -y --no-install-recommends etcd-server etcd-client)
    (( EUID == 0 )) || install=(sudo -n "${install[@]}")
    "${install[@]}" >&2 || { echo "apt brought no etcd; install etcd and etcdctl and run this again" >&2; exit 1; }
}

etcd_url() { echo "http://127.0.0.1:$(( ETCD_PORT + $1 ))"; }

etcd_control() {
    ETCDCTL_API=3 etcdctl --endpoints "$(etcd_url 0),$(etcd_url 1),$(etcd_url 2)" "$@"
}

start_etcd() { # a fresh cluster each time: a store that has grown is another measurement
    local i cluster=""
    rm -rf "$work"/etcd-*
    for (( i = 0; i < ETCD_NODES; i++ )); do
        cluster+="${cluster:+,}n$i=http://127.0.0.1:$(( ETCD_PORT + 50 + i ))"
    done
    etcd_pids=()
    for (( i = 0; i < ETCD_NODES; i++ )); do
        # Its defaults, but for room: every put and its log entry is synced to disk, as every promise of ours is.
        etcd --name "n$i" --data-dir "$work/etcd-$i" --logger zap --log-level error --quota-backend-bytes 8589934592 \
            --listen-client-urls "$(etcd_url "$i")" --advertise-client-urls "$(etcd_url "$i")" \
            --listen-peer-urls "http://127.0.0.1:$(( ETCD_PORT + 50 + i ))" \
            --initial-advertise-peer-urls "http://127.0.0.1:$(( ETCD_PORT + 50 + i ))" \
            --initial-cluster "$cluster" --initial-cluster-state new >"$work/etcd-$i.log" 2>&1 &
        etcd_pids+=("$!")
    done
    local tries
    for tries in {1..150}; do
        etcd_leader="$(etcd_control endpoint status --write-out=simple 2>/dev/null | awk -F', ' '$5 == "true" { print $1 }')"
        [[ -n "$etcd_leader" ]] && etcd_control endpoint health >/dev/null 2>&1 && return
        sleep 0.2
    done
    echo "etcd does not start:" >&2
    tail -n 5 "$work"/etcd-*.log >&2
    exit 1
}

count_keys() {
    etcd_control get "" --prefix --keys-only --limit 1 --write-out=fields | awk -F' : ' '/"Count"/ { print $2 }'
}

stop_etcd() {
    local pid
    for pid in "${etcd_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    etcd_pids=()
}
