using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Queueing;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Native;

/// <summary>What the web page shows: the state now and the latest submissions, of all processes on one storage.</summary>
internal static class LiveEndpoints
{
    private const int MostListed = 200;

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Watching").WithMetadata(new OnlyWatches());
        group.MapGet("/live", LiveAsync).WithSummary("Throughput, queue, verdicts and boxes now");
        group
            .MapGet("/submissions", ListAsync)
            .WithSummary(
                "The latest submissions, newest first; q searches them, status and protocol choose among them"
            );
        group
            .MapGet("/submissions/{number:long}", FindAsync)
            .WithSummary("One of the latest submissions with code and facts");
    }

    private static async Task<Ok<LiveState>> LiveAsync(
        ISubmissionBoard board,
        IJobStore jobs,
        ServiceOptions options,
        CancellationToken aborted
    )
    {
        var nodes = await board.NodesAsync(aborted);
        var sandboxes = nodes.Select(n => n.Sandbox).OfType<SandboxState>().ToList();
        return TypedResults.Ok(
            new LiveState
            {
                Role = options.Role.ToString().ToLowerInvariant(),
                Storage = options.Storage.ToString().ToLowerInvariant(),
                Nodes = [.. nodes.Select(n => new NodeSummary(n.Name, n.Role, n.PerSecond.Sum(), n.Busy, n.Workers))],
                PerSecond = [.. Enumerable.Range(0, SubmissionLog.Window).Select(i => nodes.Sum(n => n.PerSecond[i]))],
                Verdicts = nodes
                    .SelectMany(n => n.Verdicts)
                    .GroupBy(v => v.Key, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Sum(v => v.Value), StringComparer.Ordinal),
                Queue = new QueueState(
                    nodes.Sum(n => n.Waiting),
                    nodes.Where(n => n.Workers > 0).Sum(n => n.Busy),
                    nodes.Sum(n => n.Workers),
                    await jobs.PendingItemsAsync(aborted)
                ),
                Sandbox = sandboxes.Count == 0 ? null : Sum(sandboxes),
                SecondsSinceAnswer = nodes.Min(n => n.SecondsSinceAnswer),
            }
        );
    }

    private static SandboxState Sum(List<SandboxState> sandboxes) =>
        new()
        {
            Tier = string.Join(", ", sandboxes.Select(s => s.Tier).Distinct(StringComparer.Ordinal)),
            Boxes = sandboxes.Sum(s => s.Boxes),
            Busy = sandboxes.Sum(s => s.Busy),
            CompileCacheHits = sandboxes.Sum(s => s.CompileCacheHits),
            CompileCacheMisses = sandboxes.Sum(s => s.CompileCacheMisses),
        };

    private static async Task<Results<Ok<IReadOnlyList<SubmissionRecord>>, Refused>> ListAsync(
        string? q,
        string? status,
        string? protocol,
        ISubmissionBoard board,
        CancellationToken aborted
    )
    {
        VerdictStatus? wanted = null;
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.GetNames<VerdictStatus>().Contains(status, StringComparer.Ordinal))
            {
                return Refused.Invalid($"status: must be one of {string.Join(", ", Enum.GetNames<VerdictStatus>())}");
            }

            wanted = Enum.Parse<VerdictStatus>(status);
        }

        return TypedResults.Ok(await board.SearchAsync(new SubmissionSearch(q, wanted, protocol, MostListed), aborted));
    }

    private static async Task<Results<Ok<SubmissionRecord>, Refused>> FindAsync(
        long number,
        ISubmissionBoard board,
        CancellationToken aborted
    ) =>
        await board.FindAsync(number, aborted) is { } record
            ? TypedResults.Ok(record)
            : Refused.NotFound(
                string.Create(CultureInfo.InvariantCulture, $"Submission {number} is not among the latest.")
            );
}

/// <summary>The state now of all processes that share a storage.</summary>
internal sealed record LiveState
{
    public required string Role { get; init; }

    public required string Storage { get; init; }

    /// <summary>The processes that live.</summary>
    public required IReadOnlyList<NodeSummary> Nodes { get; init; }

    /// <summary>Submissions in each of the last 60 seconds, oldest first.</summary>
    public required IReadOnlyList<long> PerSecond { get; init; }

    public required IReadOnlyDictionary<string, long> Verdicts { get; init; }

    public required QueueState Queue { get; init; }

    public SandboxState? Sandbox { get; init; }

    public double? SecondsSinceAnswer { get; init; }
}

/// <summary>How much waits and runs.</summary>
internal sealed record QueueState(int Waiting, int Busy, int Workers, long JobItems);

/// <summary>One process among others: what it judged in the last minute, and its workers (none for role api).</summary>
internal sealed record NodeSummary(string Name, string Role, long LastMinute, int Busy, int Workers);
