using R1Code.Rewards.Contracts;

namespace R1Code.Cli.Scoring;

/// <summary>What a file of completions came to, as a table shows it and <c>--json</c> prints it.</summary>
internal sealed record ScoreSummary
{
    /// <summary>Problems that have at least one completion.</summary>
    public required int Problems { get; init; }

    /// <summary>Completions scored.</summary>
    public required int Completions { get; init; }

    /// <summary>How many completions got each status; those without a verdict (math, logic) are not among them.</summary>
    public required IReadOnlyDictionary<string, int> Verdicts { get; init; }

    /// <summary>Mean of the rewards that are not null; null where there is none.</summary>
    public required double? MeanReward { get; init; }

    /// <summary>Mean of each reward function's own values, over the completions to which it applies.</summary>
    public required IReadOnlyDictionary<string, double> MeanRewards { get; init; }

    /// <summary>pass@k by k, over problems with at least k judged completions.</summary>
    public required IReadOnlyDictionary<int, double> PassAtK { get; init; }

    /// <summary>Completions without a reward because the sandbox failed on them.</summary>
    public required int Unscored { get; init; }

    /// <summary>Sums scores up.</summary>
    public static ScoreSummary Of(IEnumerable<RewardBreakdown> scores)
    {
        var tally = new ScoreTally();
        foreach (var score in scores)
        {
            tally.Add(score);
        }

        return tally.Summary();
    }
}
