using R1Code.Rewards.Contracts;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>Jobs in this process, gone with it. One lock: what happens inside takes microseconds, judging takes milliseconds.</summary>
internal sealed class MemoryJobStore(JobSignals signals, TimeProvider time) : IJobStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Client, string Key), string> _keys = [];
    private long _pending;

    public Task<(JobHeader Job, bool Created)> AddAsync(NewJob job, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (job.IdempotencyKey is { } key && !_keys.TryAdd((job.Client, key), job.Id))
            {
                return Task.FromResult((_jobs[_keys[(job.Client, key)]].Header, false));
            }

            var entry = new Entry(job, time.GetUtcNow());
            _jobs[job.Id] = entry;
            _pending += job.Items.Count;
            return Task.FromResult((entry.Header, true));
        }
    }

    public Task<JobHeader?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_jobs.GetValueOrDefault(jobId)?.Header);
        }
    }

    public Task<IReadOnlyList<StoredResult>> ResultsAsync(string jobId, long after, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Sequence numbers are the list's places counted from 1.
            var results = _jobs.GetValueOrDefault(jobId)?.Results ?? [];
            var from = (int)Math.Clamp(after, 0, results.Count);
            return Task.FromResult<IReadOnlyList<StoredResult>>(results.GetRange(from, results.Count - from));
        }
    }

    public Task<SliceWork?> TakeSliceAsync(string jobId, int slice, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_jobs.GetValueOrDefault(jobId) is not { Header.IsFinal: false } entry)
            {
                return Task.FromResult<SliceWork?>(null);
            }

            entry.Header = entry.Header with { State = JobState.Running };
            entry.Slices[slice].SeenAt = time.GetUtcNow();
            entry.Slices[slice].IsTaken = true;
            var first = slice * entry.Job.SliceSize;
            var last = Math.Min(first + entry.Job.SliceSize, entry.Job.Items.Count);
            var pending = new List<(int, JobItem)>();
            for (var i = first; i < last; i++)
            {
                if (!entry.Has[i])
                {
                    pending.Add((i, entry.Job.Items[i]));
                }
            }

            return Task.FromResult<SliceWork?>(
                new SliceWork(entry.Job.Client, entry.Job.Rewards, pending)
                {
                    Trace = entry.Job.Trace,
                    CreatedAt = entry.Header.CreatedAt,
                }
            );
        }
    }

    public Task AddResultsAsync(
        string jobId,
        IReadOnlyList<(int Index, RewardBreakdown Result)> results,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            if (_jobs.GetValueOrDefault(jobId) is not { Header.IsFinal: false } entry)
            {
                return Task.CompletedTask;
            }

            foreach (var (index, result) in results.Where(r => !entry.Has[r.Index]))
            {
                entry.Has[index] = true;
                entry.Results.Add(new StoredResult(entry.Results.Count + 1, index, result));
                var slice = entry.Slices[index / entry.Job.SliceSize];
                slice.SeenAt = time.GetUtcNow();
                slice.Rescues = 0;
                _pending--;
            }

            entry.Header = entry.Header with { Finished = entry.Results.Count };
        }

        signals.Pulse(jobId);
        return Task.CompletedTask;
    }

    public Task<bool> TryFinishAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (
                _jobs.GetValueOrDefault(jobId) is not { Header.IsFinal: false } entry
                || entry.Results.Count < entry.Has.Length
            )
            {
                return Task.FromResult(false);
            }

            entry.Header = entry.Header with { State = JobState.Done, FinishedAt = time.GetUtcNow() };
        }

        signals.Pulse(jobId);
        return Task.FromResult(true);
    }

    public Task<bool> TryStopAsync(string jobId, JobState state, string? error, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_jobs.GetValueOrDefault(jobId) is not { Header.IsFinal: false } entry)
            {
                return Task.FromResult(false);
            }

            _pending -= entry.Has.Length - entry.Results.Count;
            entry.Header = entry.Header with { State = state, Error = error, FinishedAt = time.GetUtcNow() };
        }

        signals.Pulse(jobId);
        return Task.FromResult(true);
    }

    public Task MarkQueuedAsync(
        string jobId,
        IReadOnlyList<(int Slice, string QueueId)> slices,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            foreach (var (slice, queueId) in slices)
            {
                if (_jobs.GetValueOrDefault(jobId)?.Slices[slice] is { } state)
                {
                    state.Rescues += state.QueueId is null ? 0 : 1;
                    state.QueueId = queueId;
                    state.SeenAt = time.GetUtcNow();
                    state.IsTaken = false;
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task RenewAsync(IReadOnlyCollection<SliceId> slices, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (jobId, slice) in slices)
            {
                if (_jobs.GetValueOrDefault(jobId) is { } entry)
                {
                    entry.Slices[slice].SeenAt = time.GetUtcNow();
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task MarkCallbackQueuedAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_jobs.GetValueOrDefault(jobId) is { } entry)
            {
                entry.CallbackQueued = true;
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SilentSlice>> SilentSlicesAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - silence;
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SilentSlice>>([
                .. from entry in _jobs.Values
                where !entry.Header.IsFinal
                from slice in entry.Slices.Index()
                where slice.Item.SeenAt < before && !entry.IsComplete(slice.Index)
                orderby slice.Item.IsTaken descending
                select new SilentSlice(
                    new SliceId(entry.Header.Id, slice.Index),
                    slice.Item.QueueId,
                    slice.Item.Rescues
                ),
            ]);
        }
    }

    public Task<IReadOnlyList<string>> CompleteJobsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([
                .. _jobs
                    .Values.Where(e => !e.Header.IsFinal && e.Results.Count == e.Has.Length)
                    .Select(e => e.Header.Id),
            ]);
        }
    }

    public Task<IReadOnlyList<string>> MissedCallbacksAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - silence;
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([
                .. _jobs
                    .Values.Where(e =>
                        e.Header is { Callback: not null, IsFinal: true }
                        && e.Header.FinishedAt < before
                        && !e.CallbackQueued
                    )
                    .Select(e => e.Header.Id),
            ]);
        }
    }

    public Task<long> PendingItemsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_pending);
        }
    }

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var entry in _jobs.Values.Where(e => e.Header.FinishedAt < before).ToList())
            {
                _jobs.Remove(entry.Header.Id);
                if (entry.Job.IdempotencyKey is { } key)
                {
                    _keys.Remove((entry.Job.Client, key));
                }
            }
        }

        return Task.CompletedTask;
    }

    private sealed class Entry(NewJob job, DateTimeOffset now)
    {
        public NewJob Job { get; } = job;

        public JobHeader Header { get; set; } =
            new()
            {
                Id = job.Id,
                Client = job.Client,
                State = JobState.Queued,
                Total = job.Items.Count,
                Finished = 0,
                Callback = job.Callback,
                CreatedAt = now,
            };

        public bool[] Has { get; } = new bool[job.Items.Count];

        public List<StoredResult> Results { get; } = [];

        public SliceState[] Slices { get; } =
        [.. Enumerable.Range(0, job.Slices).Select(_ => new SliceState { SeenAt = now })];

        public bool CallbackQueued { get; set; }

        public bool IsComplete(int slice) =>
            !Has.AsSpan()[(slice * Job.SliceSize)..Math.Min((slice + 1) * Job.SliceSize, Has.Length)].Contains(false);
    }

    private sealed class SliceState
    {
        public string? QueueId { get; set; }

        public int Rescues { get; set; }

        public DateTimeOffset SeenAt { get; set; }

        public bool IsTaken { get; set; }
    }
}
