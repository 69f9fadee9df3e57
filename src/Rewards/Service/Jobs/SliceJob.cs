using System.Diagnostics;
using Hangfire;
using Hangfire.Server;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Queueing;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// A Hangfire job: the items of one slice that have no result yet. Wrong programs are results and the job succeeds; only
/// a broken sandbox throws, so that Hangfire tries again, and after the last try those items get a null reward.
/// </summary>
internal sealed class SliceJob(
    IJobStore store,
    JobEnd end,
    SlicePulse pulse,
    JudgingQueue queue,
    SubmissionJudge judge,
    ILogger<SliceJob> logger
)
{
    /// <summary>Called by Hangfire, which fills in the context and a token that stops with the server.</summary>
    [Queue(SliceQueue.Judging)]
    [AutomaticRetry(Attempts = QueueOptions.SandboxRetries, DelaysInSeconds = [1, 5])]
    public async Task RunAsync(string jobId, int slice, PerformContext? context, CancellationToken stopping)
    {
        using var alive = pulse.Begin(new SliceId(jobId, slice));
        var work = await store.TakeSliceAsync(jobId, slice, stopping);
        if (work is null)
        {
            return; // Cancelled, forgotten, or finished by another worker: nothing is owed.
        }

        using var activity = Traces.Slice(work);
        activity?.SetTag("r1code.job", jobId).SetTag("r1code.slice", slice);

        // Asked only when the sandbox broke: it costs a look into the queue's storage.
        var attempt = new Lazy<int>(() => context?.GetJobParameter<int>("RetryCount") ?? 0);
        var rewards = RewardSet.Create(work.Rewards);
        var results = new SliceResults(store, jobId);
        var failures = rewards.ComparesGroup
            ? await ScoreTogetherAsync(jobId, work, rewards, attempt, stopping)
            : await Task.WhenAll(
                work.Pending.Select(p => ScoreAsync(p.Index, p.Item, rewards, work.Client, attempt, results, stopping))
            );
        await end.FinishIfCompleteAsync(jobId, stopping);

        var broken = failures.Where(f => f is not null).ToList();
        if (broken.Count > 0)
        {
            Log.SliceBroken(logger, jobId, slice, broken.Count, attempt.Value, broken[0]);
            throw new SandboxBrokenException(broken.Count, broken[0]);
        }
    }

    /// <summary>Null when the item has its result; otherwise why the sandbox failed.</summary>
    private async Task<string?> ScoreAsync(
        int index,
        JobItem item,
        RewardSet rewards,
        string client,
        Lazy<int> attempt,
        SliceResults results,
        CancellationToken stopping
    )
    {
        var origin = new Origin(client, "job");
        var judged = await JudgeAsync(item, rewards, origin, stopping);
        if (FailureOf(judged, attempt) is { } failure)
        {
            return failure;
        }

        var result = judge.Price(item, judged, rewards, origin);
        await results.AddAsync(index, result, stopping);
        return null;
    }

    /// <summary>As <see cref="ScoreAsync"/> for a slice whose items are compared with one another: all are paid, or none.</summary>
    private async Task<IReadOnlyList<string?>> ScoreTogetherAsync(
        string jobId,
        SliceWork work,
        RewardSet rewards,
        Lazy<int> attempt,
        CancellationToken stopping
    )
    {
        var origin = new Origin(work.Client, "job");
        var judged = await Task.WhenAll(work.Pending.Select(p => JudgeAsync(p.Item, rewards, origin, stopping)));
        var failures = judged.Select(j => FailureOf(j, attempt)).ToList();
        if (failures.All(f => f is null))
        {
            var priced = judge.Price([.. work.Pending.Select(p => p.Item)], judged, rewards, origin);
            await store.AddResultsAsync(jobId, [.. work.Pending.Zip(priced, (p, r) => (p.Index, r))], stopping);
        }

        return failures;
    }

    // A lane of its own: the client's synchronous calls take turns with its jobs instead of standing behind them.
    private Task<Judged> JudgeAsync(JobItem item, RewardSet rewards, Origin origin, CancellationToken stopping) =>
        queue.Add(
            $"job/{origin.Client}",
            token => judge.JudgeOnceAsync(item.Problem, item.Completion, rewards, origin, token),
            stopping
        );

    private static string? FailureOf(Judged judged, Lazy<int> attempt) =>
        judged.Verdict?.Status == VerdictStatus.SandboxFailure && attempt.Value < QueueOptions.SandboxRetries
            ? judged.Verdict.Message ?? "the sandbox gave no reason"
            : null;
}

/// <summary>The sandbox failed on some items of a slice; the others have their results.</summary>
internal sealed class SandboxBrokenException(int items, string? reason)
    : Exception($"The sandbox failed on {items} items of the slice: {reason}");
