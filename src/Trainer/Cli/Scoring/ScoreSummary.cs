using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

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
    public static ScoreSummary Of(IReadOnlyList<RewardBreakdown> scores)
    {
        var rewards = scores.Where(s => s.Reward is not null).Select(s => s.Reward!.Value).ToList();
        return new ScoreSummary
        {
            Problems = scores.Select(s => s.ProblemId).Distinct(StringComparer.Ordinal).Count(),
            Completions = scores.Count,
            Verdicts = scores
                .Where(s => s.Verdict is not null)
                .GroupBy(s => s.Verdict!.Status)
                .OrderBy(g => g.Key)
                .ToDictionary(g => g.Key.ToString(), g => g.Count()),
            MeanReward = rewards.Count == 0 ? null : rewards.Average(),
            MeanRewards = scores
                .SelectMany(s => s.Rewards)
                .Where(r => r.Value is not null)
                .GroupBy(r => r.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Average(r => r.Value!.Value)),
            PassAtK = PassAt(scores),
            Unscored = scores.Count - rewards.Count,
        };
    }

    // A completion on which the sandbox failed says nothing about the model: it is no sample.
    private static Dictionary<int, double> PassAt(IReadOnlyList<RewardBreakdown> scores)
    {
        var problems = scores
            .Where(s => s.Verdict is { Status: not VerdictStatus.SandboxFailure })
            .GroupBy(s => s.ProblemId, StringComparer.Ordinal)
            .Select(g => (Samples: g.Count(), Correct: g.Count(s => s.Verdict!.Status == VerdictStatus.Accepted)))
            .ToList();
        if (problems.Count == 0)
        {
            return [];
        }

        var most = problems.Max(p => p.Samples);
        return new[] { 1, 2, 4, 5, 8, 16, 32, 64, most }
            .Where(k => k <= most)
            .Distinct()
            .Order()
            .ToDictionary(
                k => k,
                k =>
                    problems
                        .Where(p => p.Samples >= k)
                        .Average(p => R1Code.Trainer.Evaluation.PassAtK.Unbiased(p.Samples, p.Correct, k))
            );
    }
}
