using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Logging;

namespace R1Code.Report.Measures;

/// <summary>A number per held-out problem, from its completions; a measure of a stage is the mean over problems.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="IsShare">Whether it is shown in percent.</param>
/// <param name="Of">The value of one problem's completions; null where it does not apply.</param>
internal sealed record Measure(string Name, bool IsShare, Func<IReadOnlyList<EvaluationLine>, double?> Of)
{
    /// <summary>pass@1 as a mean over sampled completions.</summary>
    public static Measure PassAt1 { get; } = new("pass@1", true, lines => Mean(Judged(lines), Right));

    /// <summary>pass@1 of the greedy completion.</summary>
    public static Measure Greedy { get; } =
        new("pass@1 greedy", true, lines => Mean(lines.Where(l => l.Greedy && l.Correct is not null), Right));

    /// <summary>Share of completions in the asked shape.</summary>
    public static Measure Format { get; } = new("format rate", true, lines => MeanReward(lines, "format"));

    /// <summary>
    /// Words of the prompt's language among the words of the thought. Completions without a whole thought are left out: as
    /// zeros they would make every gain in form look like one in language.
    /// </summary>
    public static Measure Language { get; } =
        new(
            "language consistency",
            true,
            lines => MeanReward([.. lines.Where(HasWholeThought)], "language_consistency")
        );

    /// <summary>Tokens of thought.</summary>
    public static Measure Thought { get; } =
        new(
            "thought length (tokens)",
            false,
            lines => Mean(Sampled(lines).Where(HasThought), l => l.ThoughtTokens!.Value)
        );

    /// <summary>Share of completions that stop and think again ("wait", "等等").</summary>
    public static Measure SecondThoughts { get; } =
        new("second thoughts", true, lines => Mean(Sampled(lines), line => Waits(line.Completion) ? 1 : 0));

    /// <summary>Whether a completion stops and thinks again.</summary>
    public static bool Waits(string completion) =>
        completion.Contains("wait", StringComparison.OrdinalIgnoreCase)
        || completion.Contains("等等", StringComparison.Ordinal);

    /// <summary>Unbiased pass@k.</summary>
    public static Measure PassAt(int k) =>
        new(
            $"pass@{k}",
            true,
            lines =>
                Judged(lines).ToList() is var all && all.Count >= k
                    ? PassAtK.Unbiased(all.Count, all.Count(l => l.Correct == true), k)
                    : null
        );

    /// <summary>Majority of the first k.</summary>
    public static Measure ConsAt(int k) => new($"cons@{k}", true, lines => Majority(Judged(lines).Take(k), k));

    /// <summary>Majority of the m shortest of the first k.</summary>
    public static Measure ShortAt(int m, int k) =>
        new(
            $"short-{m}@{k}",
            true,
            lines =>
                Judged(lines).Count() >= k ? Majority(Judged(lines).Take(k).OrderBy(l => l.Tokens).Take(m), m) : null
        );

    private static IEnumerable<EvaluationLine> Sampled(IEnumerable<EvaluationLine> lines) =>
        lines.Where(line => !line.Greedy).OrderBy(line => line.Sample);

    private static IEnumerable<EvaluationLine> Judged(IEnumerable<EvaluationLine> lines) =>
        Sampled(lines).Where(line => line.Correct is not null);

    private static bool HasThought(EvaluationLine line) => line.ThoughtTokens is not null;

    private static bool HasWholeThought(EvaluationLine line) =>
        line.Completion.Contains("</think>", StringComparison.Ordinal);

    private static double Right(EvaluationLine line) => line.Correct == true ? 1 : 0;

    private static double? Majority(IEnumerable<EvaluationLine> voters, int wanted)
    {
        var all = voters.ToList();
        if (all.Count < wanted)
        {
            return null;
        }

        var winner = PassAtK.Majority([.. all.Select(line => line.Vote)]);
        return winner >= 0 && all[winner].Correct == true ? 1 : 0;
    }

    private static double? MeanReward(IReadOnlyList<EvaluationLine> lines, string name)
    {
        var values = Sampled(lines).Select(line => line.Rewards.GetValueOrDefault(name)).OfType<double>().ToList();
        return values.Count == 0 ? null : values.Average();
    }

    private static double? Mean(IEnumerable<EvaluationLine> lines, Func<EvaluationLine, double> value)
    {
        var values = lines.Select(value).ToList();
        return values.Count == 0 ? null : values.Average();
    }
}

/// <summary>Which problems of the held-out set.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Includes">Whether a completion's problem belongs to it.</param>
internal sealed record Slice(string Name, Func<EvaluationLine, bool> Includes)
{
    /// <summary>All problems.</summary>
    public static Slice All { get; } = new("all", _ => true);

    /// <summary>Problems of a kind or a family.</summary>
    public static Slice Kind(string kind) => new(kind, line => line.Kind == kind);

    /// <summary>Problems asked in a language.</summary>
    public static Slice Language(string language) => new(language, line => line.Language == language);

    /// <summary>Problems of a kind that are asked in a language.</summary>
    public static Slice KindIn(string kind, string language) =>
        new($"{kind}, {language}", line => line.Kind == kind && line.Language == language);
}
