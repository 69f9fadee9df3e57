using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>Puts work into Hangfire. Arguments are ids: code and results stay in our own store.</summary>
internal sealed class SliceQueue(JobStorage storage, IJobStore store)
{
    public const string Judging = "judging";
    public const string Callbacks = "callbacks";

    // After that many rescues a slice fails for a reason of its own, and so would the next attempt.
    private const int MaxRescues = 5;

    // Retries come back through the Queue attributes of the jobs; without them Hangfire would use its default queue.
    private readonly BackgroundJobClient _client = new(storage);

    public async Task EnqueueAsync(string jobId, IEnumerable<int> slices, CancellationToken cancellationToken)
    {
        foreach (var slice in slices)
        {
            var work = Job.FromExpression<SliceJob>(j => j.RunAsync(jobId, slice, null, CancellationToken.None));
            var queueId = _client.Create(work, new EnqueuedState(Judging));
            await store.MarkQueuedAsync(jobId, slice, queueId, cancellationToken);
        }
    }

    public async Task EnqueueCallbackAsync(string jobId, CancellationToken cancellationToken)
    {
        var work = Job.FromExpression<CallbackJob>(j => j.RunAsync(jobId, CancellationToken.None));
        _client.Create(work, new EnqueuedState(Callbacks));
        await store.MarkCallbackQueuedAsync(jobId, cancellationToken);
    }

    /// <summary>
    /// Puts slices back that Hangfire no longer knows or has given up: their process died between storing the job and
    /// queueing it, or they failed for a reason that was not the sandbox. Slices that still wait or run are left alone.
    /// </summary>
    /// <returns>How many were put back, and the jobs that have to be given up.</returns>
    public async Task<(int Rescued, IReadOnlyList<string> Hopeless)> RescueAsync(
        TimeSpan silence,
        CancellationToken cancellationToken
    )
    {
        var rescued = 0;
        var hopeless = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slice in await store.SilentSlicesAsync(silence, cancellationToken))
        {
            if (IsAlive(slice.QueueId))
            {
                continue;
            }

            if (slice.Rescues >= MaxRescues)
            {
                hopeless.Add(slice.JobId);
                continue;
            }

            await EnqueueAsync(slice.JobId, [slice.Slice], cancellationToken);
            rescued++;
        }

        return (rescued, [.. hopeless]);
    }

    private bool IsAlive(string? queueId)
    {
        if (queueId is null)
        {
            return false;
        }

        using var connection = storage.GetConnection();
        var state = connection.GetStateData(queueId)?.Name;
        return state is not null
            && state != SucceededState.StateName
            && state != FailedState.StateName
            && state != DeletedState.StateName;
    }
}
