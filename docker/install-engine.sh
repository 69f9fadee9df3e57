#!/bin/sh
# Installs Debian's container engine and starts it, for the sandbox of R1Code. Run as root on a Debian-like system.
# Does nothing where an engine's socket is already there. No container that R1Code starts gets a network, so the engine
# is started without a bridge and without touching the firewall. It outlives this script.
#
#   R1CODE_ENGINE_SOCKET   where it shall answer      (default /var/run/docker.sock)
#   R1CODE_ENGINE_DATA     its folder for images      (default /var/lib/r1code-docker)
#   R1CODE_ENGINE_STATE    its folder while it runs   (default /run/r1code-docker)
set -eu

socket=${R1CODE_ENGINE_SOCKET:-/var/run/docker.sock}
data=${R1CODE_ENGINE_DATA:-/var/lib/r1code-docker}
state=${R1CODE_ENGINE_STATE:-/run/r1code-docker}
log=$data/dockerd.log

say() { echo "engine: $*"; }

# A socket file alone may be left from a dead engine; something must take the connection. (Perl is part of every Debian.)
answers() { [ -S "$socket" ] && perl -MIO::Socket::UNIX -e 'exit !IO::Socket::UNIX->new($ARGV[0])' "$socket"; }

# The socket takes connections before the engine is up, and one that is ended in between leaves its data folder mounted.
replies() {
    perl -MIO::Socket::UNIX -e 'alarm 5; my $s = IO::Socket::UNIX->new($ARGV[0]) or exit 1;' \
        -e 'print $s "GET /_ping HTTP/1.0\r\n\r\n"; exit !((<$s> // "") =~ / 200 /)' "$socket"
}

install_engine() {
    if command -v dockerd >/dev/null; then return; fi
    if ! command -v apt-get >/dev/null; then
        say "this is no Debian-like system: install Docker or Podman by hand and start it" >&2
        exit 1
    fi
    say "installing docker.io"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends docker.io ||
        { apt-get update -q && apt-get install -y -q --no-install-recommends docker.io; }
}

# A plain container or a small virtual machine has no cgroup file systems mounted, and dockerd cannot start without.
mount_cgroups() {
    if [ -f /sys/fs/cgroup/cgroup.controllers ] || [ -d /sys/fs/cgroup/memory ]; then return; fi
    say "mounting cgroups"
    if awk '$1 == "memory" && $2 != 0 { found = 1 } END { exit !found }' /proc/cgroups; then
        mount -t tmpfs -o mode=755 cgroup /sys/fs/cgroup
        for controller in $(awk '!/^#/ && $4 == 1 { print $1 }' /proc/cgroups); do
            mkdir -p "/sys/fs/cgroup/$controller"
            mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller" ||
                rmdir "/sys/fs/cgroup/$controller"
        done
    else
        mount -t cgroup2 cgroup2 /sys/fs/cgroup
    fi
}

start_engine() {
    say "starting dockerd, log in $log"
    mkdir -p "$data" "$state"
    rm -f "$state/pid"
    # Without the caller's descriptors: the engine outlives the caller, and would hold its locks and pipes for ever.
    # Perl closes them, because the shell can name descriptors of one digit only.
    (
        exec setsid nohup perl -MPOSIX \
            -e 'opendir my $open, "/proc/self/fd"; POSIX::close($_) for grep { /^\d+$/ && $_ > 2 } readdir $open;' \
            -e 'exec @ARGV or die "$ARGV[0]: $!\n"' \
            dockerd --data-root "$data" --exec-root "$state/exec" --pidfile "$state/pid" -H "unix://$socket" \
            --bridge=none --iptables=false --ip-masq=false \
            >>"$log" 2>&1 </dev/null
    ) &
}

wait_for_engine() {
    for _ in $(seq 150); do
        if replies; then say "answers at $socket"; return; fi
        sleep 0.2
    done
    say "dockerd does not answer at $socket; the end of $log:" >&2
    tail -n 20 "$log" >&2
    exit 1
}

if answers; then
    say "answers at $socket already"
    exit 0
fi
if [ "$(id -u)" != 0 ]; then
    say "only root can install and start an engine: run this script as root, or ask your administrator" >&2
    exit 1
fi
install_engine
if answers; then say "the package has started it"; exit 0; fi
mount_cgroups
start_engine
wait_for_engine
