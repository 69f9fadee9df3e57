using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>Says again and again that the slices of this process are worked on; a slice whose process died falls silent.</summary>
internal sealed class SlicePulse(IJobStore store, ServiceOptions options, TimeProvider time, ILogger<SlicePulse> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<object, SliceId> _running = new(ReferenceEqualityComparer.Instance);

    /// <summary>The slice is worked on until the result is disposed.</summary>
    public IDisposable Begin(SliceId slice)
    {
        var work = new Work(_running);
        _running[work] = slice;
        return work;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Queue.WorkerSilence / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await BeatAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what still runs falls silent and is done elsewhere.
        }
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        var slices = _running.Values.Distinct().ToList();
        if (slices.Count == 0)
        {
            return;
        }

        try
        {
            await store.RenewAsync(slices, stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            Log.BackgroundFault(logger, nameof(SlicePulse), fault);
        }
    }

    private sealed class Work(ConcurrentDictionary<object, SliceId> running) : IDisposable
    {
        public void Dispose() => running.TryRemove(this, out _);
    }
}
