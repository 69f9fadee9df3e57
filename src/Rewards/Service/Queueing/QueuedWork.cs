using System.Diagnostics;

namespace R1Code.Rewards.Service.Queueing;

/// <summary>Something that waits for a worker. It completes once: by running, by being cancelled, or by failing.</summary>
internal abstract class QueuedWork(TimeProvider time)
{
    private readonly long _queuedAt = time.GetTimestamp();

    /// <summary>How long it has waited, or waited before it ran.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The trace it belongs to: a worker has no ambient activity of the request.</summary>
    protected ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>Runs it to its end; never throws.</summary>
    public Task RunAsync(CancellationToken stopping)
    {
        Waited = time.GetElapsedTime(_queuedAt);
        return RunCoreAsync(stopping);
    }

    protected abstract Task RunCoreAsync(CancellationToken stopping);
}

/// <summary>Work whose caller waits for a value.</summary>
internal sealed class QueuedWork<T>(
    Func<CancellationToken, Task<T>> run,
    TimeProvider time,
    CancellationToken cancellationToken
) : QueuedWork(time)
{
    // Continuations run elsewhere: the worker is for judging, not for writing somebody's HTTP answer.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Completion => _completion.Task;

    protected override async Task RunCoreAsync(CancellationToken stopping)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _completion.TrySetCanceled(cancellationToken);
            return;
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        using var activity = Observation.ServiceTelemetry.Source.StartActivity("judge", ActivityKind.Internal, Trace);
        activity?.SetTag("r1code.queue_wait_ms", Waited.TotalMilliseconds);
        try
        {
            _completion.TrySetResult(await run(linked.Token));
        }
        catch (OperationCanceledException)
        {
            _completion.TrySetCanceled(linked.Token);
        }
        catch (Exception fault)
        {
            // Whatever happened belongs to the one who waits; the worker goes on with the next.
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            _completion.TrySetException(fault);
        }
    }
}
