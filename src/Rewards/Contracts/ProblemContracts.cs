using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Contracts;

/// <summary>A registered problem as lists show it: without tests, so that a list stays small and tells no answers.</summary>
public sealed record ProblemSummary
{
    /// <summary>Name under which items may refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>How a submission is exercised.</summary>
    public required ProblemMode Mode { get; init; }

    /// <summary><c>code</c>, <c>math</c> or <c>logic</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How many tests it has.</summary>
    public required int Tests { get; init; }
}

/// <summary>Answer of <c>GET /v1/problems</c>.</summary>
public sealed record ProblemList
{
    /// <summary>The registered problems, ordered by id.</summary>
    public required IReadOnlyList<ProblemSummary> Problems { get; init; }
}
