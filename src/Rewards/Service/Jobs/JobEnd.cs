using Microsoft.Extensions.Logging;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>What happens when a job's state becomes final: told once to log, metrics and the callback.</summary>
internal sealed class JobEnd(IJobStore store, SliceQueue slices, ServiceTelemetry telemetry, ILogger<JobEnd> logger)
{
    public async Task FinishIfCompleteAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await store.TryFinishAsync(jobId, cancellationToken))
        {
            await TellAsync(jobId, JobState.Done, cancellationToken);
        }
    }

    public async Task StopAsync(string jobId, JobState state, string? error, CancellationToken cancellationToken)
    {
        if (await store.TryStopAsync(jobId, state, error, cancellationToken))
        {
            await TellAsync(jobId, state, cancellationToken);
        }
    }

    private async Task TellAsync(string jobId, JobState state, CancellationToken cancellationToken)
    {
        var word = state.ToString().ToLowerInvariant();
        Log.JobReached(logger, jobId, word);
        telemetry.JobReached(word);
        if (await store.FindAsync(jobId, cancellationToken) is { Callback: not null })
        {
            await slices.EnqueueCallbackAsync(jobId, cancellationToken);
        }
    }
}
