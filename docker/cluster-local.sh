#!/usr/bin/env bash
# The cluster of compose.yaml from local processes: PostgreSQL on loopback, one API node, some workers. Ctrl-C ends all.
#
#   docker/cluster-local.sh [WORKERS] [PORT]        default: 2 workers, API on port 8080
#
# Data stays in .r1code/cluster (R1CODE_CLUSTER_STATE names another folder); remove it to start afresh. As root the
# database lies in /var/tmp/r1code-cluster-PORT. Needs PostgreSQL's server (apt-get install postgresql).
set -euo pipefail

workers=${1:-2}
port=${2:-8080}
root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
state=${R1CODE_CLUSTER_STATE:-$root/.r1code/cluster}
database_port=$((port + 1000))

fail() {
    printf 'cluster-local: %s\n' "$1" >&2
    exit 1
}

[[ $workers =~ ^[1-9][0-9]*$ && $port =~ ^[1-9][0-9]*$ ]] || fail "usage: docker/cluster-local.sh [WORKERS] [PORT]"
binaries=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[[ -x $binaries/initdb ]] || fail "PostgreSQL's server is not installed: apt-get install postgresql"

# PostgreSQL refuses to run as root; its package made a user for it, whose data lives outside of our folder then.
as_database=()
data=$state/postgres
if [[ $EUID -eq 0 ]]; then
    as_database=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
    data=/var/tmp/r1code-cluster-$port
    install -d -o postgres -g postgres -m 700 "$data"
fi
mkdir -p -- "$state"

processes=()
stop() {
    trap - EXIT INT TERM
    if ((${#processes[@]})); then
        kill -- "${processes[@]}" 2>/dev/null || true
        wait "${processes[@]}" 2>/dev/null || true
    fi
    (cd / && "${as_database[@]}" "$binaries/pg_ctl" -D "$data/data" -m fast -w stop >/dev/null 2>&1) || true
}
trap stop EXIT
trap 'exit 130' INT TERM

cd /
if [[ ! -f $data/data/PG_VERSION ]] && ! "${as_database[@]}" test -f "$data/data/PG_VERSION"; then
    mkdir -p -- "$data"
    "${as_database[@]}" "$binaries/initdb" -D "$data/data" -U r1code -A trust -E UTF8 --locale=C >/dev/null
fi
"${as_database[@]}" "$binaries/pg_ctl" -D "$data/data" -w -l "$data/log" \
    -o "-p $database_port -k $data -c listen_addresses=127.0.0.1" start >/dev/null ||
    fail "PostgreSQL did not start; its log is $data/log"
export R1CODE_CONNECTION="Host=127.0.0.1;Port=$database_port;Username=r1code;Database=postgres"

cd -- "$root"
./r1code --version >/dev/null # builds once, before several processes would
for ((i = 1; i <= workers; i++)); do
    ./r1code serve --role worker --storage postgres --urls "http://127.0.0.1:$((port + i))" >"$state/worker-$i.log" 2>&1 &
    processes+=($!)
done
./r1code serve --role api --storage postgres --urls "http://127.0.0.1:$port" >"$state/api.log" 2>&1 &
processes+=($!)

for ((i = 0; i < 600; i++)); do
    curl -fs "http://127.0.0.1:$port/healthz" >/dev/null 2>&1 && break
    kill -0 "${processes[-1]}" 2>/dev/null || fail "the API node did not start; its log is $state/api.log"
    sleep 0.2
done
printf 'API on http://127.0.0.1:%s, %s workers, logs in %s. Ctrl-C ends all.\n' "$port" "$workers" "$state"
wait -n "${processes[@]}" || true
fail "a process ended; its log is in $state"
