using R1Code.Report.Data;
using R1Code.Report.Measures;
using R1Code.Trainer.Logging;

namespace R1Code.Report.Page;

/// <summary>A completion for the page's browser.</summary>
internal sealed record Sample
{
    public required string Stage { get; init; }

    public required int Seed { get; init; }

    public required string Setting { get; init; }

    public required string Family { get; init; }

    public required string Language { get; init; }

    public required string Prompt { get; init; }

    public required string Completion { get; init; }

    public required bool? Correct { get; init; }

    public required string? Verdict { get; init; }

    public required int Tokens { get; init; }

    public required IReadOnlyDictionary<string, double?> Rewards { get; init; }

    /// <summary>Whether it stops, thinks again and comes out right.</summary>
    public required bool Aha { get; init; }

    /// <summary>Whether its thought is written in two languages.</summary>
    public required bool Mixed { get; init; }
}

/// <summary>Chooses completions worth showing: some of every stage, and of each what is asked for most.</summary>
internal static class Samples
{
    private const int PerStage = 24;
    private const int Special = 6;

    public static IReadOnlyList<Sample> Of(RunData run) =>
        [.. run.Names.SelectMany(name => run.Of(name).Take(1)).SelectMany(OfStage)];

    private static IEnumerable<Sample> OfStage(StageData stage)
    {
        var all = stage.Completions.Select(line => ToSample(stage, line)).ToList();
        var greedy = stage.Completions.Zip(all).Where(pair => pair.First is { Greedy: true, Setting: "plain" });
        return greedy
            .Select(pair => pair.Second)
            .Take(PerStage)
            .Concat(all.Where(sample => sample.Aha).DistinctBy(sample => sample.Prompt).Take(Special))
            .Concat(all.Where(sample => sample.Mixed).DistinctBy(sample => sample.Prompt).Take(Special))
            .Concat(all.Where(sample => sample.Setting != "plain").DistinctBy(sample => sample.Setting))
            .Distinct();
    }

    private static Sample ToSample(StageData stage, EvaluationLine line) =>
        new()
        {
            Stage = stage.Row.Stage,
            Seed = stage.Row.Seed,
            Setting = line.Setting,
            Family = line.Family,
            Language = line.Language,
            Prompt = line.Prompt,
            Completion = line.Completion,
            Correct = line.Correct,
            Verdict = line.Verdict,
            Tokens = line.Tokens,
            Rewards = line.Rewards,
            Aha = line.Setting == "plain" && line.Correct == true && Measure.Waits(line.Completion),
            Mixed = line.Rewards.GetValueOrDefault("language_consistency") is > 0.1 and < 0.9,
        };
}
