using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Contracts;

/// <summary>Body of <c>POST /v1/score</c> and, with the job fields, of <c>POST /v1/jobs</c>.</summary>
public sealed record ScoreRequest
{
    /// <summary>What is to be scored, answered in this order.</summary>
    public required IReadOnlyList<ScoreItem> Items { get; init; }

    /// <summary>
    /// Reward functions by name with their weights; empty means <c>code</c> 1.0 and <c>format</c> 0.1. A value is a
    /// number, or an object <c>{"weight":1.0, …options}</c> with the function's options.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Rewards { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Jobs only: a repeated key answers the first job.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Jobs only: called with the finished job; its host must be on the service's list.</summary>
    public Uri? CallbackUrl { get; init; }
}

/// <summary>One completion to score, against a problem given here or registered before.</summary>
public sealed record ScoreItem
{
    /// <summary>The problem itself; null when <see cref="ProblemId"/> names one.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Name of a registered problem; null when <see cref="Problem"/> is given.</summary>
    public string? ProblemId { get; init; }

    /// <summary>What the model wrote, thought included.</summary>
    public required string Completion { get; init; }

    /// <summary>Which of a problem's completions this is. The default value is 0.</summary>
    public int Sample { get; init; }

    /// <summary>
    /// The completion's tokens, for rewards that count or compare tokens; null where they are not known, and such rewards
    /// do not apply then.
    /// </summary>
    public IReadOnlyList<int>? TokenIds { get; init; }

    /// <summary>Whether generation was cut at its length limit. The default value is false.</summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault
    )]
    public bool Truncated { get; init; }
}

/// <summary>
/// What one completion earned: a line of <c>scores.jsonl</c> and an element of every native answer.
/// <see cref="Reward"/> is null only where the sandbox failed.
/// </summary>
public sealed record RewardBreakdown
{
    /// <summary>The problem's id.</summary>
    public required string ProblemId { get; init; }

    /// <summary>Which of the problem's completions.</summary>
    public int Sample { get; init; }

    /// <summary>The weighted sum of the applicable functions; null for a failed sandbox, written as null.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    public required double? Reward { get; init; }

    /// <summary>Each function's own value before weighting; null where it does not apply.</summary>
    public required IReadOnlyDictionary<string, double?> Rewards { get; init; }

    /// <summary>Further numbers for logs, by name, that are not part of the reward.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The facts; null where no code was to be judged (math, logic).</summary>
    public Verdict? Verdict { get; init; }
}

/// <summary>Answer of <c>POST /v1/score</c>.</summary>
public sealed record ScoreResponse
{
    /// <summary>One result per item, in the request's order.</summary>
    public required IReadOnlyList<RewardBreakdown> Results { get; init; }
}
