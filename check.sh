#!/usr/bin/env bash
# Everything that must be green: format, build with warnings as errors, the sandbox, all tests.
# Usage: ./check.sh          (R1CODE_TEST_MINUTES=N sets how long one test project may take; 15 unless told)
#
# Ends with one line "N passed, N failed, N skipped" over all test projects. Logs are kept in TestResults/.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"

configuration=Release
minutes=${R1CODE_TEST_MINUTES:-15}
logs=$PWD/TestResults
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

passed=0 failed=0 skipped=0 broken=()

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$1"; }

# Runs a step with its output in a log; the log's end is shown when it fails.
step() {
    local name=$1 log=$logs/$1.log
    shift
    say "$name …"
    if ! "$@" >"$log" 2>&1; then
        tail -n 60 -- "$log"
        say "$name FAILED; the whole log is $log"
        return 1
    fi
}

# A project that prints no result for a crash or a hang counts as one failure: silence is never green.
test_project() {
    local name log code=0 total
    name=$(basename -- "$1")
    log=$logs/$name.log
    say "$name …"
    timeout --kill-after=20 "${minutes}m" dotnet exec "$1/bin/$configuration/net10.0/R1Code.$name.dll" -noColor \
        >"$log" 2>&1 </dev/null || code=$?
    total=$(grep -aoE 'Total: [0-9]+, Errors: .*' "$log" | tail -n 1 || true)
    if [[ $total =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+) ]]; then
        local bad=$((BASH_REMATCH[2] + BASH_REMATCH[3]))
        passed=$((passed + BASH_REMATCH[1] - BASH_REMATCH[3] - BASH_REMATCH[4]))
        failed=$((failed + bad)) skipped=$((skipped + BASH_REMATCH[4]))
        ((code == 0 || bad > 0)) || failed=$((failed + 1))
        say "$name: $total"
    else
        failed=$((failed + 1))
    fi
    if ((code != 0)); then
        ((code != 124 && code != 137)) || say "$name was stopped after $minutes minutes"
        broken+=("$log")
        tail -n 80 -- "$log"
    fi
}

rm -rf -- "$logs" && mkdir -p -- "$logs"
started=$SECONDS

step tools dotnet tool restore
step format dotnet csharpier check .
step build dotnet build R1Code.sln -c "$configuration" -warnaserror -v q --nologo
step sandbox ./r1code setup

# From here on a missing engine is a failure, not a reason to skip.
export R1CODE_REQUIRE_ENGINE=1
for project in tests/*.Tests; do
    test_project "$project"
done

say "done in $((SECONDS - started)) s"
for log in ${broken+"${broken[@]}"}; do
    say "failed: $log"
done
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
((failed == 0 && passed > 0))
