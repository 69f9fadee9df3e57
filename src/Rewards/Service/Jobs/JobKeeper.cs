using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>Looks after jobs that nobody else looks after: puts lost slices and callbacks back, ends complete jobs, forgets old ones.</summary>
internal sealed class JobKeeper(
    IJobStore store,
    SliceQueue slices,
    JobEnd end,
    ServiceTelemetry telemetry,
    ServiceOptions options,
    TimeProvider time,
    ILogger<JobKeeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                await LookAfterAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away; the next round looks again.
                Log.BackgroundFault(logger, nameof(JobKeeper), fault);
            }
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LookAfterAsync(CancellationToken stopping)
    {
        telemetry.JobItems = await store.PendingItemsAsync(stopping);
        var silence = options.Queue.WorkerSilence;
        var (rescued, hopeless) = await slices.RescueAsync(silence, stopping);
        if (rescued > 0)
        {
            Log.SlicesRescued(logger, rescued);
        }

        foreach (var jobId in hopeless)
        {
            await end.StopAsync(
                jobId,
                JobState.Failed,
                "A part of this job failed again and again; the service's log has the reason.",
                stopping
            );
        }

        foreach (var jobId in await store.CompleteJobsAsync(stopping))
        {
            await end.FinishIfCompleteAsync(jobId, stopping);
        }

        foreach (var jobId in await store.MissedCallbacksAsync(silence, stopping))
        {
            await slices.EnqueueCallbackAsync(jobId, stopping);
        }

        await store.ForgetAsync(time.GetUtcNow() - options.Queue.JobRetention, stopping);
    }
}
