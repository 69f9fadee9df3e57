using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Queueing;

namespace R1Code.Rewards.Service.Native;

/// <summary>What the web page shows: the state now and the latest submissions of this process.</summary>
internal static class LiveEndpoints
{
    private const int MostListed = 200;

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/live", LiveAsync)
            .WithTags("Watching")
            .WithSummary("Throughput, queue, verdicts and boxes now");
        routes
            .MapGet("/v1/submissions", List)
            .WithTags("Watching")
            .WithSummary("The latest submissions, newest first; q searches them");
        routes
            .MapGet("/v1/submissions/{number:long}", Find)
            .WithTags("Watching")
            .WithSummary("One of the latest submissions with code and facts");
    }

    private static async Task<Ok<LiveState>> LiveAsync(
        SubmissionLog latest,
        JudgingQueue queue,
        IJobStore jobs,
        SandboxFacts sandbox,
        SandboxWatch watch,
        ServiceOptions options,
        CancellationToken aborted
    )
    {
        var (perSecond, verdicts) = latest.Totals();
        return TypedResults.Ok(
            new LiveState
            {
                Role = options.Role.ToString().ToLowerInvariant(),
                Storage = options.Storage.ToString().ToLowerInvariant(),
                PerSecond = perSecond,
                Verdicts = verdicts.ToDictionary(v => v.Key.ToString(), v => v.Value, StringComparer.Ordinal),
                Queue = new QueueState(queue.Waiting, queue.Busy, queue.Workers, await jobs.PendingItemsAsync(aborted)),
                Sandbox = sandbox.Look(),
                SecondsSinceAnswer = watch.SinceAnswer?.TotalSeconds,
            }
        );
    }

    private static Ok<IEnumerable<SubmissionRecord>> List(string? q, SubmissionLog latest) =>
        // A list is for looking over: code and facts come with the one that is opened.
        TypedResults.Ok(latest.Search(q, MostListed).Select(r => r with { Text = "", Verdict = null }));

    private static Results<Ok<SubmissionRecord>, Refused> Find(long number, SubmissionLog latest) =>
        latest.Find(number) is { } record
            ? TypedResults.Ok(record)
            : Refused.NotFound(
                string.Create(CultureInfo.InvariantCulture, $"Submission {number} is not among the latest.")
            );
}

/// <summary>The state of a process now.</summary>
internal sealed record LiveState
{
    public required string Role { get; init; }

    public required string Storage { get; init; }

    /// <summary>Submissions in each of the last 60 seconds, oldest first.</summary>
    public required IReadOnlyList<long> PerSecond { get; init; }

    public required IReadOnlyDictionary<string, long> Verdicts { get; init; }

    public required QueueState Queue { get; init; }

    public SandboxState? Sandbox { get; init; }

    public double? SecondsSinceAnswer { get; init; }
}

/// <summary>How much waits and runs.</summary>
internal sealed record QueueState(int Waiting, int Busy, int Workers, long JobItems);
