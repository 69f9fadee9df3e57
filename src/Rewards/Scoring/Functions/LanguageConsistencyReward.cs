using R1Code.Rewards.Text;

namespace R1Code.Rewards.Functions;

/// <summary>What a thought without words is worth.</summary>
public enum EmptyThought
{
    /// <summary>0, so that thinking nothing is no way to be consistent.</summary>
    Zero,

    /// <summary>Not applicable.</summary>
    NotApplicable,
}

/// <summary>Options of <c>language_consistency</c>.</summary>
public sealed record LanguageConsistencyOptions : IRewardOptions
{
    /// <summary>The language asked for, such as <c>en</c> or <c>zh</c>; null for that of the prompt.</summary>
    public string? Language { get; init; }

    /// <summary>What a thought without words is worth. The default value is <c>zero</c>.</summary>
    public EmptyThought Empty { get; init; } = EmptyThought.Zero;

    /// <summary>Thoughts with fewer words count as empty. The default value is 1.</summary>
    public int MinWords { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Language is not null && !Scripts.OfLanguage.ContainsKey(Language))
        {
            yield return $"language '{Language}' is unknown; known: {string.Join(", ", Scripts.OfLanguage.Keys.Order(StringComparer.Ordinal))}";
        }

        if (MinWords < 1)
        {
            yield return $"min_words must be positive, not {MinWords}";
        }
    }
}

/// <summary>
/// <c>language_consistency</c>: words of the target language among the words of the thought (DeepSeek-R1, section 2.3.2).
/// A word is of a language when it is written in its script, so languages that share a script are one. Code, mathematics,
/// numbers and tags are no words.
/// </summary>
public sealed class LanguageConsistencyReward(LanguageConsistencyOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "language_consistency";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) => [.. batch.Select(Value)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Measure(RewardInput input) =>
        new Dictionary<string, double> { ["words"] = Prose.WordsOf(AnswerText.ThoughtOf(input.Completion)).Count };

    private double? Value(RewardInput input)
    {
        // A prompt of mere code or numbers asks for no language.
        if ((options.Language ?? Prose.LanguageOf(input.Problem.Prompt)) is not { } language)
        {
            return null;
        }

        var words = Prose.WordsOf(AnswerText.ThoughtOf(input.Completion));
        if (words.Count < options.MinWords)
        {
            return options.Empty == EmptyThought.Zero ? 0 : null;
        }

        var scripts = Scripts.OfLanguage[language];
        return (double)words.Count(w => scripts.Contains(w.Script)) / words.Count;
    }
}
