using R1Code.Rewards.Contracts;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// Jobs and their results. Work may be done more than once; an item is paid once, because <see cref="AddResultsAsync"/>
/// takes the first result of a (job, index) and no other, and none once the job's state is final.
/// </summary>
internal interface IJobStore
{
    /// <summary>Stores a job, or finds the one that the same client sent under the same idempotency key.</summary>
    Task<(JobHeader Job, bool Created)> AddAsync(NewJob job, CancellationToken cancellationToken);

    Task<JobHeader?> FindAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Results that came after a place in the job's sequence, in that order; 0 for all.</summary>
    Task<IReadOnlyList<StoredResult>> ResultsAsync(string jobId, long after, CancellationToken cancellationToken);

    /// <summary>
    /// What is left to do of a slice; null when the job is final or unknown. From here on the job counts as running, and
    /// the slice as taken: whoever took it has to say so again and again by <see cref="RenewAsync"/>.
    /// </summary>
    Task<SliceWork?> TakeSliceAsync(string jobId, int slice, CancellationToken cancellationToken);

    /// <summary>Keeps results; those of items that have one already, and all once the job is final, are dropped.</summary>
    Task AddResultsAsync(
        string jobId,
        IReadOnlyList<(int Index, RewardBreakdown Result)> results,
        CancellationToken cancellationToken
    );

    /// <summary>Makes a job final when every item has a result; true for exactly one caller.</summary>
    Task<bool> TryFinishAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Makes a job final before its end; true for the caller that did.</summary>
    Task<bool> TryStopAsync(string jobId, JobState state, string? error, CancellationToken cancellationToken);

    /// <summary>Slices wait in the queue now, taken by nobody. Counts how often that happened since a slice last got a result.</summary>
    Task MarkQueuedAsync(
        string jobId,
        IReadOnlyList<(int Slice, string QueueId)> slices,
        CancellationToken cancellationToken
    );

    /// <summary>A sign of life of slices.</summary>
    Task RenewAsync(IReadOnlyCollection<SliceId> slices, CancellationToken cancellationToken);

    Task MarkCallbackQueuedAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Some slices of unfinished jobs without a sign of life for some time, those that somebody took first.</summary>
    Task<IReadOnlyList<SilentSlice>> SilentSlicesAsync(TimeSpan silence, CancellationToken cancellationToken);

    /// <summary>Jobs whose items all have a result and that nobody has made final.</summary>
    Task<IReadOnlyList<string>> CompleteJobsAsync(CancellationToken cancellationToken);

    /// <summary>Final jobs whose callback was never queued.</summary>
    Task<IReadOnlyList<string>> MissedCallbacksAsync(TimeSpan silence, CancellationToken cancellationToken);

    /// <summary>Items without a result, over all jobs.</summary>
    Task<long> PendingItemsAsync(CancellationToken cancellationToken);

    /// <summary>Forgets jobs that became final before a time.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
