using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Contracts;

/// <summary>Body of <c>POST /v1/judge</c>: one submission against given tests, no reward. The answer is a <see cref="Verdict"/>.</summary>
public sealed record JudgeRequest
{
    /// <summary>The problem itself; null when <see cref="ProblemId"/> names one.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Name of a registered problem; null when <see cref="Problem"/> is given.</summary>
    public string? ProblemId { get; init; }

    /// <summary>The C# source, taken as it is; null when <see cref="Completion"/> is given.</summary>
    public string? Source { get; init; }

    /// <summary>What a model wrote, from which the code is extracted; null when <see cref="Source"/> is given.</summary>
    public string? Completion { get; init; }
}
