using R1Code.Trainer.Evaluation;

namespace R1Code.Trainer.Pipeline;

/// <summary>Who shows a run to people. Called from one thread at a time; must not throw.</summary>
public interface ITrainingReporter
{
    /// <summary>Something worth a line: a folder, a size, the start of a stage.</summary>
    void Message(string text);

    /// <summary>Something that is probably wrong, with its reason.</summary>
    void Warning(string text);

    /// <summary>A step has ended.</summary>
    void Progress(TrainingProgress progress);

    /// <summary>Held-out problems were measured.</summary>
    void Evaluated(EvaluationRow row);
}

/// <summary>Where a stage stands.</summary>
public sealed record TrainingProgress
{
    /// <summary>The seed of this pass through the pipeline.</summary>
    public required int Seed { get; init; }

    /// <summary>The stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of the whole stage.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>Expected time to the stage's end, from the pace of this process; null at its first step.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>The step's metrics, by their names in <c>metrics.jsonl</c>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }
}

/// <summary>One line of the table that a run ends with.</summary>
public sealed record EvaluationRow
{
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The stage that was measured after.</summary>
    public required string Stage { get; init; }

    /// <summary>The step within the stage; the stage's last for a final measurement.</summary>
    public required int Step { get; init; }

    /// <summary>What was measured on the held-out problems; null where evaluation is off.</summary>
    public EvaluationReport? Report { get; init; }

    /// <summary>Mean reward of the stage's last ten steps; null for stages without rewards.</summary>
    public double? TrainReward { get; init; }

    /// <summary>Tokens the stage sampled or learned from, prompts included.</summary>
    public long Tokens { get; init; }

    /// <summary>Minutes of the stage's own work, without its evaluation.</summary>
    public double TrainingMinutes { get; init; }

    /// <summary>Minutes that the stage took, its evaluation included, over all its processes.</summary>
    public required double Minutes { get; init; }
}

/// <summary>What a run came to.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Rows">One row per seed and finished stage.</param>
public sealed record RunSummary(string Folder, IReadOnlyList<EvaluationRow> Rows);
