namespace R1Code.Rewards.Files;

/// <summary>A line of <c>completions.jsonl</c>.</summary>
public sealed record CompletionLine
{
    /// <summary>Which problem it answers.</summary>
    public required string ProblemId { get; init; }

    /// <summary>What the model wrote.</summary>
    public required string Completion { get; init; }

    /// <summary>Which of the problem's completions; null numbers them in the file's order.</summary>
    public int? Sample { get; init; }

    /// <summary>Its tokens, for rewards by length; null where they are not known.</summary>
    public IReadOnlyList<int>? TokenIds { get; init; }

    /// <summary>Whether generation was cut at its length limit. The default value is false.</summary>
    public bool Truncated { get; init; }
}
