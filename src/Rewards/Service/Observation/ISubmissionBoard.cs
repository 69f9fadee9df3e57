using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Observation;

/// <summary>The latest submissions and the state of whoever judges, as the web page shows them.</summary>
internal interface ISubmissionBoard
{
    Task<SubmissionRecord?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Summaries, newest first.</summary>
    Task<IReadOnlyList<SubmissionRecord>> SearchAsync(SubmissionSearch search, CancellationToken cancellationToken);

    /// <summary>The processes that live, this one among them, ordered by name.</summary>
    Task<IReadOnlyList<NodeState>> NodesAsync(CancellationToken cancellationToken);
}

/// <summary>Which submissions are looked for; what is null or empty does not matter.</summary>
/// <param name="Text">Occurs in problem, client, protocol, verdict, node or code.</param>
/// <param name="Status">The verdict.</param>
/// <param name="Protocol">By which it came.</param>
/// <param name="Most">How many at most.</param>
internal sealed record SubmissionSearch(string? Text, VerdictStatus? Status, string? Protocol, int Most)
{
    public bool Finds(SubmissionRecord record) =>
        (Status is null || record.Status == Status)
        && (string.IsNullOrEmpty(Protocol) || record.Protocol == Protocol)
        && (
            string.IsNullOrEmpty(Text)
            || record.Words().Any(word => word.Contains(Text, StringComparison.OrdinalIgnoreCase))
        );
}

/// <summary>What one process says of itself.</summary>
internal sealed record NodeState
{
    public required string Name { get; init; }

    public required string Role { get; init; }

    /// <summary>Submissions in each of the last 60 seconds, oldest first.</summary>
    public required IReadOnlyList<long> PerSecond { get; init; }

    public required IReadOnlyDictionary<string, long> Verdicts { get; init; }

    public required int Waiting { get; init; }

    public required int Busy { get; init; }

    public required int Workers { get; init; }

    public SandboxState? Sandbox { get; init; }

    public double? SecondsSinceAnswer { get; init; }
}
