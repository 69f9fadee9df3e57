using System.Diagnostics;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Observation;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Scoring;

/// <summary>Whose submission it is and by which protocol it came.</summary>
internal sealed record Origin(string Client, string Protocol);

/// <summary>What judging a completion brought; no verdict where nothing was to be judged.</summary>
internal sealed record Judged(Verdict? Verdict, TimeSpan Took);

/// <summary>
/// One submission through the sandbox, with everything the service does around it: metrics, the log of the latest, and
/// for synchronous calls another try when the sandbox broke. Runs on a worker of the queue, never on a request's thread.
/// </summary>
internal sealed class SubmissionJudge(
    ISandbox sandbox,
    SubmissionLog latest,
    ServiceTelemetry telemetry,
    TimeProvider time,
    ILogger<SubmissionJudge> logger
)
{
    /// <summary>Judges a completion; a broken sandbox is the verdict, for the caller to deal with.</summary>
    public async Task<Judged> JudgeOnceAsync(
        Problem problem,
        string completion,
        RewardSet rewards,
        Origin origin,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var verdict = await new CompletionScorer(sandbox, rewards).JudgeAsync(problem, completion, cancellationToken);
        var judged = new Judged(verdict, time.GetElapsedTime(start));
        Measure(judged, origin);
        return judged;
    }

    /// <summary>As <see cref="JudgeOnceAsync"/>, trying again when the sandbox broke: nobody else would.</summary>
    public Task<Judged> JudgeAsync(
        Problem problem,
        string completion,
        RewardSet rewards,
        Origin origin,
        CancellationToken cancellationToken
    ) =>
        PersistAsync(
            () => JudgeOnceAsync(problem, completion, rewards, origin, cancellationToken),
            j => j.Verdict is { Status: VerdictStatus.SandboxFailure } v ? v.Message ?? "" : null
        );

    /// <summary>Judges source that was not extracted from anything.</summary>
    public Task<Judged> JudgeSourceAsync(
        Problem problem,
        string source,
        Origin origin,
        CancellationToken cancellationToken
    ) =>
        JudgeByAsync(
            problem.Id,
            source,
            token => sandbox.JudgeAsync(problem, source, token),
            origin,
            cancellationToken
        );

    /// <summary>As <see cref="JudgeSourceAsync"/>, by a protocol that makes the verdict itself.</summary>
    public async Task<Judged> JudgeByAsync(
        string problemId,
        string source,
        Func<CancellationToken, Task<Verdict>> judge,
        Origin origin,
        CancellationToken cancellationToken
    )
    {
        var judged = await PersistAsync(
            async () =>
            {
                var start = time.GetTimestamp();
                var verdict = await judge(cancellationToken);
                var judged = new Judged(verdict, time.GetElapsedTime(start));
                Measure(judged, origin);
                return judged;
            },
            j => j.Verdict is { Status: VerdictStatus.SandboxFailure } v ? v.Message ?? "" : null
        );
        Keep(problemId, source, judged, null, origin);
        return judged;
    }

    /// <summary>Runs a program once and compares nothing.</summary>
    public async Task<ProgramOutcome> RunAsync(ProgramRun run, Origin origin, CancellationToken cancellationToken)
    {
        var took = TimeSpan.Zero;
        var outcome = await PersistAsync(
            async () =>
            {
                var start = time.GetTimestamp();
                var outcome = await sandbox.RunAsync(run, cancellationToken);
                took = time.GetElapsedTime(start);
                Trace(origin, outcome.Status, outcome.CompileMs, outcome.WallMs);
                telemetry.Judged(origin.Protocol, outcome.Status, took);
                telemetry.Stages(
                    outcome.CompileMs,
                    HasRun(outcome.Status),
                    HasRun(outcome.Status) ? [outcome.WallMs] : []
                );
                return outcome;
            },
            o => o.Status == VerdictStatus.SandboxFailure ? o.Message ?? "" : null
        );
        Keep(null, run.Sources[0].Text, new Judged(outcome.ToVerdict(), took), null, origin);
        return outcome;
    }

    /// <summary>What a judged completion earns. Group-wise functions see it alone.</summary>
    public RewardBreakdown Price(JobItem item, Judged judged, RewardSet rewards, Origin origin) =>
        Price([item], [judged], rewards, origin)[0];

    /// <summary>What judged completions earn, priced as one batch.</summary>
    public IReadOnlyList<RewardBreakdown> Price(
        IReadOnlyList<JobItem> items,
        IReadOnlyList<Judged> judged,
        RewardSet rewards,
        Origin origin
    )
    {
        using var span = ServiceTelemetry.Source.StartActivity("reward");
        var results = rewards.Price(
            [
                .. items.Select(
                    (item, i) =>
                        new RewardInput
                        {
                            Problem = item.Problem,
                            Completion = item.Completion,
                            TokenIds = item.TokenIds,
                            Truncated = item.Truncated,
                            Verdict = judged[i].Verdict,
                        }
                ),
            ],
            [.. items.Select(i => i.Sample)]
        );
        for (var i = 0; i < items.Count; i++)
        {
            Keep(items[i].Problem.Id, items[i].Completion, judged[i], results[i], origin);
        }

        return results;
    }

    private static bool HasRun(VerdictStatus status) =>
        status
            is not (
                VerdictStatus.NoCode
                or VerdictStatus.Rejected
                or VerdictStatus.CompileError
                or VerdictStatus.CompileTimeout
                or VerdictStatus.SandboxFailure
            );

    private async Task<T> PersistAsync<T>(Func<Task<T>> attempt, Func<T, string?> failure)
    {
        for (var tries = 1; ; tries++)
        {
            var result = await attempt();
            if (failure(result) is not { } reason || tries > QueueOptions.SandboxRetries)
            {
                return result;
            }

            Log.SandboxRetry(logger, tries, QueueOptions.SandboxRetries, reason);
            telemetry.SandboxRetried();
        }
    }

    private static void Trace(Origin origin, VerdictStatus status, double compileMs, double runMs) =>
        Activity
            .Current?.SetTag("r1code.protocol", origin.Protocol)
            .SetTag("r1code.status", status.ToString())
            .SetTag("r1code.compile_ms", compileMs)
            .SetTag("r1code.run_ms", runMs);

    private void Measure(Judged judged, Origin origin)
    {
        if (judged.Verdict is not { } verdict)
        {
            return;
        }

        Trace(origin, verdict.Status, verdict.CompileMs, verdict.Tests.Sum(t => t.WallMs));
        telemetry.Judged(origin.Protocol, verdict.Status, judged.Took);
        telemetry.Stages(verdict.CompileMs, HasRun(verdict.Status), verdict.Tests.Select(t => t.WallMs));
    }

    private void Keep(string? problemId, string text, Judged judged, RewardBreakdown? result, Origin origin) =>
        latest.Add(
            new SubmissionRecord
            {
                At = time.GetUtcNow(),
                Client = origin.Client,
                Protocol = origin.Protocol,
                ProblemId = problemId,
                Text = text,
                Status = judged.Verdict?.Status,
                JudgeMs = judged.Took.TotalMilliseconds,
                Reward = result?.Reward,
                Rewards = result?.Rewards,
                Verdict = judged.Verdict,
            }
        );
}
