using System.Text.RegularExpressions;

namespace R1Code.Rewards.Functions;

/// <summary>Which shape <c>format</c> asks for.</summary>
public enum FormatVariant
{
    /// <summary><c>&lt;think&gt;…&lt;/think&gt;</c>, white space, <c>&lt;answer&gt;…&lt;/answer&gt;</c> and nothing else.</summary>
    ThinkAnswer,

    /// <summary><c>&lt;think&gt;…&lt;/think&gt;</c> and then an answer in any form.</summary>
    ThinkOnly,
}

/// <summary>Options of <c>format</c>.</summary>
public sealed record FormatRewardOptions : IRewardOptions
{
    /// <summary>Which shape is asked for. The default value is <c>think_answer</c>.</summary>
    public FormatVariant Variant { get; init; } = FormatVariant.ThinkAnswer;

    /// <summary>
    /// Whether the prompt already ends with <c>&lt;think&gt;</c>, as some chat templates write it, so that a completion starts
    /// inside the thought. The default value is false.
    /// </summary>
    public bool ThinkInPrompt { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => [];
}

/// <summary>
/// <c>format</c>: 1 when the whole completion has the asked shape, each tag exactly once and in order, else 0. The anchors
/// are strict: one character before the first tag or behind the last fails (DeepSeek-R1, section 2.2.2).
/// </summary>
public sealed partial class FormatReward(FormatRewardOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "format";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) =>
        [.. batch.Select(i => (double?)(HasShape(i.Completion) ? 1 : 0))];

    private bool HasShape(string completion)
    {
        var text = options.ThinkInPrompt ? "<think>" + completion : completion;
        // Every tag once: the lazy groups alone would let a tag stand inside another's content.
        return options.Variant == FormatVariant.ThinkAnswer
            ? Tags.AllOnce(text) && ThinkAnswer().IsMatch(text)
            : Tags.Count(text, "<think>") == 1 && Tags.Count(text, "</think>") == 1 && ThinkOnly().IsMatch(text);
    }

    [GeneratedRegex(
        @"\A<think>.*</think>\s*<answer>.*</answer>\z",
        RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex ThinkAnswer();

    [GeneratedRegex(@"\A<think>.*</think>.*\S.*\z", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex ThinkOnly();
}
