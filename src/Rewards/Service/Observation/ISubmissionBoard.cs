namespace R1Code.Rewards.Service.Observation;

/// <summary>The latest submissions and the state of whoever judges, as the web page shows them.</summary>
internal interface ISubmissionBoard
{
    Task<SubmissionRecord?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Summaries, newest first; the text is looked for in problem, client, protocol, verdict, node and code.</summary>
    Task<IReadOnlyList<SubmissionRecord>> SearchAsync(string? text, int most, CancellationToken cancellationToken);

    /// <summary>The processes that live, this one among them, ordered by name.</summary>
    Task<IReadOnlyList<NodeState>> NodesAsync(CancellationToken cancellationToken);
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
