using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Learning;

/// <summary>What crosses from sampling to learning: one completion with all that became known of it.</summary>
public sealed record Episode
{
    /// <summary>What was asked.</summary>
    public required Problem Problem { get; init; }

    /// <summary>Which prompt of the batch; completions of the same prompt are compared with each other.</summary>
    public required int Group { get; init; }

    /// <summary>Which completion of the group.</summary>
    public required int Sample { get; init; }

    /// <summary>The prompt as the model saw it.</summary>
    public required IReadOnlyList<int> PromptTokens { get; init; }

    /// <summary>What the policy wrote, its end token included where it ended by itself.</summary>
    public required IReadOnlyList<int> CompletionTokens { get; init; }

    /// <summary>Log-probability of each completion token under the distribution it was sampled from.</summary>
    public required IReadOnlyList<float> LogProbs { get; init; }

    /// <summary>The completion as text, without control tokens.</summary>
    public required string Completion { get; init; }

    /// <summary>Whether it was cut at the length limit.</summary>
    public bool Truncated { get; init; }

    /// <summary>What it earned; null until it is scored.</summary>
    public RewardBreakdown? Score { get; init; }

    /// <summary>Its reward relative to its group; 0 until it is computed.</summary>
    public double Advantage { get; init; }

    /// <summary>The reward; null where nothing is known (the sandbox failed, or no answer came in time).</summary>
    public double? Reward => Score?.Reward;
}
