using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>Puts work into Hangfire. Arguments are ids: code and results stay in our own store.</summary>
internal sealed class SliceQueue(JobStorage storage, IJobStore store, TimeProvider time)
{
    public const string Judging = "judging";
    public const string Callbacks = "callbacks";

    // After that many rescues without a single new result a slice fails for a reason of its own, and so would the next attempt.
    private const int MaxRescues = 10;

    // So many slices are queued in one transaction; long lists are queued side by side.
    private const int Together = 4;

    // A job that was created and not queued, because its process died in between; nobody misses it.
    private static readonly TimeSpan Unqueued = TimeSpan.FromHours(1);

    // Retries come back through the Queue attributes of the jobs; without them Hangfire would use its default queue.
    private readonly BackgroundJobClient _client = new(storage, Filters);

    /// <summary>
    /// What Hangfire does beside a job: what stands at the job itself, and the dashboard's history. Its other usual filters,
    /// for cultures and continuations, which no job here has, ask a database several times for nothing.
    /// </summary>
    public static IJobFilterProvider Filters { get; } =
        new JobFilterProviderCollection(
            new JobFilterAttributeFilterProvider(),
            new JobFilterCollection { new StatisticsHistoryAttribute() }
        );

    public async Task EnqueueAsync(string jobId, IEnumerable<int> slices, CancellationToken cancellationToken)
    {
        var queued = await Task.WhenAll(
            slices.Chunk(Together).Select(some => Task.Run(() => Enqueue(jobId, some), cancellationToken))
        );
        await store.MarkQueuedAsync(jobId, [.. queued.SelectMany(q => q)], cancellationToken);
    }

    // What Hangfire's client does for each job by itself, once for some. No filter here has to do with the way into the queue.
    private List<(int Slice, string QueueId)> Enqueue(string jobId, int[] slices)
    {
        using var connection = storage.GetConnection();
        var now = time.GetUtcNow().UtcDateTime;
        var queued = slices
            .Select(slice =>
                (
                    slice,
                    connection.CreateExpiredJob(
                        Job.FromExpression<SliceJob>(j => j.RunAsync(jobId, slice, null, CancellationToken.None)),
                        new Dictionary<string, string>(StringComparer.Ordinal),
                        now,
                        Unqueued
                    )
                )
            )
            .ToList();
        using var transaction = connection.CreateWriteTransaction();
        foreach (var (_, queueId) in queued)
        {
            transaction.SetJobState(queueId, new EnqueuedState(Judging));
            transaction.AddToQueue(Judging, queueId);
            transaction.PersistJob(queueId);
        }

        transaction.Commit();
        return queued;
    }

    public async Task EnqueueCallbackAsync(string jobId, CancellationToken cancellationToken)
    {
        var work = Job.FromExpression<CallbackJob>(j => j.RunAsync(jobId, CancellationToken.None));
        _client.Create(work, new EnqueuedState(Callbacks));
        await store.MarkCallbackQueuedAsync(jobId, cancellationToken);
    }

    /// <summary>
    /// Puts slices back that nobody works on: their process died between storing the job and queueing it, or while it
    /// worked on them, or they failed for a reason that was not the sandbox. Hangfire finds most dead workers by itself;
    /// this holds whatever state Hangfire's rows were left in. Slices that still wait for a worker are left alone.
    /// </summary>
    /// <returns>How many were put back, and the jobs that have to be given up.</returns>
    public async Task<(int Rescued, IReadOnlyList<string> Hopeless)> RescueAsync(
        TimeSpan silence,
        CancellationToken cancellationToken
    )
    {
        var rescued = 0;
        var waiting = new List<SliceId>();
        var hopeless = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slice in await store.SilentSlicesAsync(silence, cancellationToken))
        {
            if (WaitsForAWorker(slice.QueueId, silence))
            {
                waiting.Add(slice.Id);
            }
            else if (slice.Rescues >= MaxRescues)
            {
                hopeless.Add(slice.Id.JobId);
            }
            else
            {
                await EnqueueAsync(slice.Id.JobId, [slice.Id.Slice], cancellationToken);
                rescued++;
            }
        }

        // Looked at and found well: the next look begins with others, however long the queue is.
        if (waiting.Count > 0)
        {
            await store.RenewAsync(waiting, cancellationToken);
        }

        return (rescued, [.. hopeless]);
    }

    private bool WaitsForAWorker(string? queueId, TimeSpan silence)
    {
        if (queueId is null)
        {
            return false;
        }

        using var connection = storage.GetConnection();
        return connection.GetStateData(queueId) switch
        {
            { Name: var name } when name == EnqueuedState.StateName => true,

            // Another attempt after the sandbox broke; overdue means that nobody moves it back into the queue.
            { Name: var name, Data: var data } when name == ScheduledState.StateName => data.TryGetValue(
                "EnqueueAt",
                out var at
            )
                && JobHelper.DeserializeNullableDateTime(at) is { } due
                && due + silence > time.GetUtcNow().UtcDateTime,

            // Processing and yet silent: its worker is dead. Anything else: Hangfire is done with it, the slice is not.
            _ => false,
        };
    }
}
