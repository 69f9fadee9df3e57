#!/usr/bin/env bash
# The random-kill test for as long as wanted: tests/Rewards.Service.Tests/kill-loop.sh [ROUNDS] [SEED]
# Needs PostgreSQL's server (apt-get install postgresql). Each round kills one process with SIGKILL.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."
dotnet build tests/Rewards.Service.Tests -c Release -v q --nologo
R1CODE_KILL_ROUNDS=${1:-200} R1CODE_KILL_SEED=${2:-$RANDOM} exec dotnet exec \
    tests/Rewards.Service.Tests/bin/Release/net10.0/R1Code.Rewards.Service.Tests.dll \
    -noColor -showLiveOutput -class '*RandomKillTests'
