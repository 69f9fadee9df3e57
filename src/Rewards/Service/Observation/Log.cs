using Microsoft.Extensions.Logging;

namespace R1Code.Rewards.Service.Observation;

/// <summary>Everything the service logs. Submitted code never stands in a message; counts, ids and reasons do.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Started as {Role} with {Storage} storage, {Workers} workers, queue of {Capacity}, {Keys} API keys"
    )]
    public static partial void Started(
        ILogger logger,
        string role,
        string storage,
        int workers,
        int capacity,
        int keys
    );

    [LoggerMessage(2, LogLevel.Information, "Job {Job} accepted from {Client}: {Items} items in {Slices} slices")]
    public static partial void JobAccepted(ILogger logger, string job, string client, int items, int slices);

    [LoggerMessage(3, LogLevel.Information, "Job {Job} is {State}")]
    public static partial void JobReached(ILogger logger, string job, string state);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "Job {Job} slice {Slice}: the sandbox failed on {Failed} items, attempt {Attempt}: {Reason}"
    )]
    public static partial void SliceBroken(
        ILogger logger,
        string job,
        int slice,
        int failed,
        int attempt,
        string? reason
    );

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "The sandbox failed on a submission, trying again ({Attempt} of {Most}): {Reason}"
    )]
    public static partial void SandboxRetry(ILogger logger, int attempt, int most, string? reason);

    [LoggerMessage(6, LogLevel.Warning, "Callback of job {Job} to {Host} answered {Status}")]
    public static partial void CallbackRefused(ILogger logger, string job, string host, int status);

    [LoggerMessage(
        7,
        LogLevel.Error,
        "{Method} {Path} failed: this is a bug or broken infrastructure, not the caller's fault"
    )]
    public static partial void Unexpected(ILogger logger, string method, string path, Exception fault);

    [LoggerMessage(8, LogLevel.Warning, "Put {Slices} slices that nobody worked on back into the queue")]
    public static partial void SlicesRescued(ILogger logger, int slices);

    [LoggerMessage(9, LogLevel.Warning, "The database does not answer, trying again in {Delay}: {Reason}")]
    public static partial void DatabaseRetry(ILogger logger, TimeSpan delay, string reason);

    [LoggerMessage(10, LogLevel.Warning, "The canary submission ended in {Status}, not Accepted: {Reason}")]
    public static partial void CanaryFailed(ILogger logger, string status, string? reason);

    [LoggerMessage(12, LogLevel.Warning, "Job {Job} is stored but not all of it is queued yet; the rest follows")]
    public static partial void QueueingFault(ILogger logger, string job, Exception fault);

    [LoggerMessage(11, LogLevel.Error, "The work of the background task {Task} failed and goes on")]
    public static partial void BackgroundFault(ILogger logger, string task, Exception fault);
}
