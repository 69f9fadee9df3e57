namespace R1Code.Trainer.Rollouts;

/// <summary>How tokens are drawn and when a completion ends.</summary>
public sealed record SamplingOptions
{
    /// <summary>What logits are divided by; 0 always takes the likeliest token. The default value is 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only the likeliest tokens that together reach this probability. The default value is 1, all of them.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Only this many of the likeliest tokens. The default value is 0, all of them.</summary>
    public int TopK { get; init; }

    /// <summary>Only tokens at least this fraction as likely as the likeliest. The default value is 0, all of them.</summary>
    public double MinP { get; init; }

    /// <summary>The longest completion, in tokens. The default value is 256.</summary>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>Tokens that end a completion; the one that does is its last token.</summary>
    public IReadOnlyList<int> StopTokenIds { get; init; } = [];

    /// <summary>Texts that end a completion; the token that completes one is its last token.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Limits of the thought; null for none. Forced tokens have the log-probability the model gave them.</summary>
    public ThinkingOptions? Thinking { get; init; }

    /// <summary>Returns this, or says which value cannot be sampled with.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public SamplingOptions Validate()
    {
        Require(double.IsFinite(Temperature) && Temperature >= 0, nameof(Temperature), Temperature, "at least 0");
        Require(TopP is > 0 and <= 1, nameof(TopP), TopP, "above 0 and at most 1");
        Require(TopK >= 0, nameof(TopK), TopK, "at least 0");
        Require(MinP is >= 0 and < 1, nameof(MinP), MinP, "at least 0 and below 1");
        Require(MaxNewTokens > 0, nameof(MaxNewTokens), MaxNewTokens, "at least 1");
        Require(StopStrings.All(text => text.Length > 0), nameof(StopStrings), "\"\"", "a text that is not empty");
        return this;

        static void Require(bool holds, string name, object value, string rule)
        {
            if (!holds)
            {
                throw new ArgumentException($"{name} is {value}; it must be {rule}.");
            }
        }
    }
}

/// <summary>One completion to write.</summary>
/// <param name="Id">Names the rollout that answers this request.</param>
/// <param name="Group">Requests of one group share their prompt, which is computed once.</param>
/// <param name="PromptIds">The prompt's tokens; at least one.</param>
/// <param name="Seed">Where this request's random numbers come from: the same seed gives the same completion beside any others.</param>
public sealed record RolloutRequest(int Id, int Group, IReadOnlyList<int> PromptIds, ulong Seed);

/// <summary>Why a completion ended.</summary>
public enum FinishReason
{
    /// <summary>A stop token or a stop string came.</summary>
    Stop,

    /// <summary>The length limit or the end of the model's context was reached.</summary>
    Length,
}

/// <summary>One completion.</summary>
/// <param name="RequestId">The request it answers.</param>
/// <param name="TokenIds">Its tokens, the stop token included.</param>
/// <param name="LogProbs">
/// Log-probability of each token in the distribution it was drawn from, after temperature and cut-offs; at temperature 0
/// in the model's own distribution.
/// </param>
/// <param name="FinishReason">Why it ended.</param>
public sealed record Rollout(int RequestId, int[] TokenIds, float[] LogProbs, FinishReason FinishReason);
