using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Evaluation;

/// <summary>What a policy can do on a set of problems, with everything needed to repeat the measurement.</summary>
public sealed record EvaluationReport
{
    /// <summary>Problems measured (n).</summary>
    public required int Problems { get; init; }

    /// <summary>Sampled completions per problem.</summary>
    public required int Samples { get; init; }

    /// <summary>Temperature of the sampled ones.</summary>
    public required double Temperature { get; init; }

    /// <summary>Nucleus of the sampled ones.</summary>
    public required double TopP { get; init; }

    /// <summary>Seed of the sampling.</summary>
    public required int Seed { get; init; }

    /// <summary>pass@1 of one greedy completion per problem.</summary>
    public required Estimate Greedy { get; init; }

    /// <summary>pass@1 as the mean over the sampled completions; null without samples.</summary>
    public Estimate? Sampled { get; init; }

    /// <summary>Unbiased pass@k by k.</summary>
    public IReadOnlyDictionary<int, Estimate> PassAtK { get; init; } = new Dictionary<int, Estimate>();

    /// <summary>Accuracy of the majority among the first k completions, by k.</summary>
    public IReadOnlyDictionary<int, Estimate> ConsAtK { get; init; } = new Dictionary<int, Estimate>();

    /// <summary>How many of the shortest completions vote in <see cref="ShortMAtK"/>; null for none.</summary>
    public int? ShortM { get; init; }

    /// <summary>Accuracy of the majority among the m shortest of the first k completions, by k.</summary>
    public IReadOnlyDictionary<int, Estimate> ShortMAtK { get; init; } = new Dictionary<int, Estimate>();

    /// <summary>Mean reward of the greedy completions.</summary>
    public required double GreedyReward { get; init; }

    /// <summary>Mean tokens (or, from a server that does not say, characters) of a greedy completion.</summary>
    public required double MeanLength { get; init; }

    /// <summary>Greedy completions by verdict.</summary>
    public required IReadOnlyDictionary<string, int> Verdicts { get; init; }

    /// <summary>Completions of which nothing became known; they count nowhere.</summary>
    public required int Unscorable { get; init; }
}

/// <summary>One completion of a measurement.</summary>
/// <param name="Problem">What was asked.</param>
/// <param name="Completion">What was written.</param>
/// <param name="Score">What it earned.</param>
public sealed record EvaluatedCompletion(Problem Problem, SourcedCompletion Completion, RewardBreakdown Score)
{
    /// <summary>Whether it was the greedy one.</summary>
    public required bool Greedy { get; init; }

    /// <summary>Whether it solves the problem; null where nothing became known.</summary>
    public required bool? Correct { get; init; }

    /// <summary>The answer it votes for; null for none.</summary>
    public required string? Vote { get; init; }
}

/// <summary>A mean over problems with its standard error.</summary>
/// <param name="Value">The mean.</param>
/// <param name="StandardError">Of the mean, over problems.</param>
/// <param name="Count">Problems it is a mean of.</param>
public sealed record Estimate(double Value, double StandardError, int Count)
{
    /// <summary>The mean of per-problem values.</summary>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return new Estimate(0, 0, 0);
        }

        var mean = values.Average();
        var variance = values.Count < 2 ? 0 : values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count), values.Count);
    }
}
