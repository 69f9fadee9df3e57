using Microsoft.Extensions.Hosting;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Queueing;

/// <summary>
/// The one place where submissions wait for a worker: synchronous calls and slices of jobs alike, so that this process
/// never judges more at once than it was told to. Native calls use <see cref="TryAdd"/>, which answers at once when the
/// queue is full; foreign protocols, whose clients take a refusal for a wrong answer, use <see cref="Add"/> and wait.
/// </summary>
internal sealed class JudgingQueue(ServiceOptions options, ServiceTelemetry telemetry, TimeProvider time)
    : BackgroundService
{
    private readonly FairQueue<QueuedWork> _queue = new();
    private const int WaitingCalls = 512;

    private int _busy;

    public int Waiting => _queue.Count;

    public int Busy => Volatile.Read(ref _busy);

    /// <summary>An API node only waits for workers elsewhere: it may wait for many at once.</summary>
    public int Workers => options.Role == ServiceRole.Api ? WaitingCalls : options.Queue.Workers;

    /// <summary>Null when the queue is full; otherwise one task per piece of work, in order.</summary>
    public IReadOnlyList<Task<T>>? TryAdd<T>(
        string client,
        IReadOnlyList<Func<CancellationToken, Task<T>>> work,
        CancellationToken cancellationToken
    )
    {
        var items = work.Select(w => new QueuedWork<T>(w, time, cancellationToken)).ToArray();
        if (!_queue.TryAdd(client, items, options.Queue.Capacity))
        {
            telemetry.QueueFull();
            return null;
        }

        return [.. items.Select(i => i.Completion)];
    }

    /// <summary>Waits for its turn and for the result, however long the queue is.</summary>
    public Task<T> Add<T>(string client, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var item = new QueuedWork<T>(work, time, cancellationToken);
        _queue.Add(client, item);

        // The caller is free the moment it cancels; the entry itself is skipped when its turn comes.
        return item.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>How long a refused caller should wait: the queue's length over what the workers did lately.</summary>
    public TimeSpan RetryAfter() =>
        TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(Waiting * telemetry.MeanJudgeSeconds / Workers), 1, 60));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    public override void Dispose()
    {
        _queue.Dispose();
        base.Dispose();
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var work = await _queue.TakeAsync(stopping);
                Interlocked.Increment(ref _busy);
                await work.RunAsync(stopping);
                telemetry.Waited(work.Waited);
                Interlocked.Decrement(ref _busy);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Shutting down: what still waits is cancelled with the requests that wait for it.
        }
    }
}
