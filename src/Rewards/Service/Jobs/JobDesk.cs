using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Scoring;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>Where clients hand jobs in and ask for them. Another client's job does not exist for them.</summary>
internal sealed class JobDesk(
    IJobStore store,
    SliceQueue slices,
    JobSignals signals,
    ISubmissionBoard board,
    CallbackPolicy callbacks,
    ServiceOptions options,
    TimeProvider time,
    ILogger<JobDesk> logger
)
{
    private const int MaxKeyLength = 256;

    // A look now and then for the case that a signal between processes got lost.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public async Task<(JobHeader? Job, Refused? Refusal)> AcceptAsync(
        ScoreRequest request,
        ScoreBatch batch,
        string client,
        CancellationToken cancellationToken
    )
    {
        if (Fault(request) is { } fault)
        {
            return (null, Refused.Invalid(fault));
        }

        if (await store.PendingItemsAsync(cancellationToken) + batch.Items.Count > options.Queue.JobItems)
        {
            return (
                null,
                Refused.Full($"Jobs with {options.Queue.JobItems} items wait already.", TimeSpan.FromSeconds(10))
            );
        }

        // An API node's places are no workers: it judges nothing.
        var judging = (await board.NodesAsync(cancellationToken)).Count(n => n.Workers > 0);
        var job = new NewJob
        {
            Id = $"job_{Guid.CreateVersion7(time.GetUtcNow()):n}",
            Client = client,
            IdempotencyKey = request.IdempotencyKey,
            Callback = request.CallbackUrl,
            Rewards = request.Rewards,
            Items = batch.Items,
            SliceSize = SliceSizes.Of(batch, options.Queue.SliceSize, judging),
            Trace = Activity.Current?.Id,
        };

        // From here on the job is accepted: if this process dies before the slices are queued, another one queues them.
        var (stored, created) = await store.AddAsync(job, cancellationToken);
        Activity.Current?.SetTag("r1code.job", stored.Id);
        if (created)
        {
            await QueueAsync(job);
            Log.JobAccepted(logger, job.Id, client, job.Items.Count, job.Slices);
        }

        return (stored, null);
    }

    private async Task QueueAsync(NewJob job)
    {
        try
        {
            await slices.EnqueueAsync(job.Id, Enumerable.Range(0, job.Slices), CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The database went away after it had taken the job: the keeper queues what is missing once it is back.
            Log.QueueingFault(logger, job.Id, fault);
        }
    }

    public async Task<JobHeader?> FindAsync(string jobId, string client, CancellationToken cancellationToken) =>
        await store.FindAsync(jobId, cancellationToken) is { } job && job.Client == client ? job : null;

    /// <summary>The job when it is final or the time is over.</summary>
    public async Task<JobHeader?> WaitAsync(
        string jobId,
        string client,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        using var watcher = signals.Watch(jobId);
        var start = time.GetTimestamp();
        while (true)
        {
            var job = await FindAsync(jobId, client, cancellationToken);
            var left = wait - time.GetElapsedTime(start);
            if (job is null || job.IsFinal || left <= TimeSpan.Zero)
            {
                return job;
            }

            await watcher.NextAsync(left < LookAgain ? left : LookAgain, cancellationToken);
        }
    }

    /// <summary>Each result as it comes, after a place in the job's sequence, then the end.</summary>
    public async IAsyncEnumerable<(long Sequence, JobEvent Event)> WatchAsync(
        string jobId,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var watcher = signals.Watch(jobId);
        var finished = 0;
        while (true)
        {
            // The state is read before the results: a job that is final now gets no more of them.
            if (await store.FindAsync(jobId, cancellationToken) is not { } job)
            {
                yield break;
            }

            foreach (var result in await store.ResultsAsync(jobId, after, cancellationToken))
            {
                after = result.Sequence;
                finished = Math.Max(finished + 1, job.Finished);
                yield return (after, Event(job, finished) with { Index = result.Index, Result = result.Result });
            }

            if (job.IsFinal)
            {
                yield return (after, Event(job, job.Finished));
                yield break;
            }

            await watcher.NextAsync(LookAgain, cancellationToken);
        }
    }

    private static JobEvent Event(JobHeader job, int finished) =>
        new()
        {
            State = job.State,
            Finished = Math.Min(finished, job.Total),
            Total = job.Total,
        };

    private string? Fault(ScoreRequest request)
    {
        // Not every storage can keep a NUL character in a text, and no key needs one.
        if (
            request.IdempotencyKey is { } key
            && (key.Length is 0 or > MaxKeyLength || key.Contains('\0', StringComparison.Ordinal))
        )
        {
            return $"idempotency_key: must have 1 to {MaxKeyLength} characters, none of them NUL";
        }

        return request.CallbackUrl is { } callback && !callbacks.Allows(callback)
            ? "callback_url: its host is not on this service's list of callback hosts"
            : null;
    }
}
