using System.Text.RegularExpressions;
using R1Code.Rewards.Text;

namespace R1Code.Rewards.Functions;

/// <summary>Options of <c>reasoning_steps</c>.</summary>
public sealed record ReasoningStepsOptions : IRewardOptions
{
    /// <summary>How many steps earn the whole value. The default value is 3.</summary>
    public int Steps { get; init; } = 3;

    /// <summary>How many words a step needs behind its marker. The default value is 4.</summary>
    public int MinWords { get; init; } = 4;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Steps < 1)
        {
            yield return $"steps must be positive, not {Steps}";
        }

        if (MinWords < 0)
        {
            yield return $"min_words must not be negative, not {MinWords}";
        }
    }
}

/// <summary>
/// <c>reasoning_steps</c>: min(1, steps / wanted), where a step is a line or sentence that starts with a marker ("Step 2:",
/// "3.", "-", "First,", "首先"). After open-r1's, but markers alone earn nothing: a step needs words of its own, and the
/// same words count once.
/// </summary>
public sealed partial class ReasoningStepsReward(ReasoningStepsOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "reasoning_steps";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) =>
        [.. batch.Select(i => (double?)Math.Min(1, (double)Count(i.Completion) / options.Steps))];

    private static readonly HashSet<string> MarkerWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "step",
        "first",
        "firstly",
        "second",
        "secondly",
        "third",
        "thirdly",
        "next",
        "then",
        "finally",
        "lastly",
    };

    private int Count(string completion)
    {
        var steps = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var match in Step().EnumerateMatches(completion))
        {
            var bodyStart = match.Index + match.Length;
            var bodyEnd = completion.AsSpan(bodyStart).IndexOfAny('\n', '。');
            var body = completion[bodyStart..(bodyEnd < 0 ? completion.Length : bodyStart + bodyEnd)];
            var sentence = NextSentence().Match(body) is { Success: true } next ? body[..next.Index] : body;
            var words = WordReader.Read(sentence).Select(w => w.Text).Where(w => !MarkerWords.Contains(w)).ToList();
            // Padding a step with one word over and over is no step either.
            if (words.Distinct(StringComparer.OrdinalIgnoreCase).Count() >= options.MinWords)
            {
                steps.Add(string.Join(' ', words));
            }
        }

        return steps.Count;
    }

    [GeneratedRegex(
        @"(?:^|[.!?。！？]\s*)[ \t]*(?:\*\*|#+\s*)?(?:Step\s+\d+\s*[:.)]|\d{1,3}[.)]\s|[-*•]\s|(?:First|Firstly|Second|Secondly|Third|Thirdly|Next|Then|Finally|Lastly)\s*,|第[一二三四五六七八九十\d]+步|首先|其次|然后|接着|最后)",
        RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Step();

    [GeneratedRegex(@"[.!?]\s", RegexOptions.NonBacktracking)]
    private static partial Regex NextSentence();
}
