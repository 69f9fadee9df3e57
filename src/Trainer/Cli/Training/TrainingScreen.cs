using System.Globalization;
using R1Code.Cli.Terminal;
using R1Code.Trainer.Pipeline;

namespace R1Code.Cli.Training;

/// <summary>
/// Shows a run: a line that is redrawn at every step on a terminal; elsewhere a plain line every ten seconds and at the end of
/// each stage.
/// </summary>
internal sealed class TrainingScreen(Screen screen, TimeProvider time) : ITrainingReporter, IDisposable
{
    // The few of a step's metrics that tell at a glance whether it learns; all of them are in metrics.jsonl.
    private static readonly (string Metric, string Label, int Decimals)[] Shown =
    [
        ("reward", "reward", 3),
        ("rewards/code/mean", "code", 3),
        ("loss", "loss", 4),
        ("completions/mean_length", "length", 0),
        ("entropy", "entropy", 2),
        ("kl", "kl", 4),
    ];

    private long _lastLine = time.GetTimestamp();

    /// <inheritdoc/>
    public void Message(string text) => screen.Note(text);

    /// <inheritdoc/>
    public void Warning(string text) => screen.Warning(text);

    /// <inheritdoc/>
    public void Progress(TrainingProgress progress)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"seed {progress.Seed} {progress.Stage}");
        if (screen.IsLive)
        {
            screen.Status($"{where} {ProgressText.Bar(progress.Step, progress.TotalSteps)} {Text(progress)}");
            return;
        }

        if (time.GetElapsedTime(_lastLine) >= ProgressText.LineEvery || progress.Step == progress.TotalSteps)
        {
            _lastLine = time.GetTimestamp();
            screen.Note($"{where}: {Text(progress)}");
        }
    }

    /// <inheritdoc/>
    public void Evaluated(EvaluationRow row)
    {
        screen.Status("");
        var minutes = Tables.Number(row.Minutes, 1);
        var measured = row.Report is { } report
            ? $"held-out pass@1 greedy {RunTable.Show(report.Greedy)}, sampled {RunTable.Show(report.Sampled)}"
            : "not measured";
        screen.Note(
            string.Create(
                CultureInfo.InvariantCulture,
                $"seed {row.Seed} {row.Stage}: done in {minutes} min, {measured}"
            )
        );
    }

    /// <inheritdoc/>
    public void Dispose() => screen.Status("");

    private static string Text(TrainingProgress progress)
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{progress.Step}/{progress.TotalSteps}"),
        };
        if (progress.Remaining is { } left)
        {
            parts.Add($"{ProgressText.Duration(left)} left");
        }

        foreach (var (metric, label, decimals) in Shown)
        {
            if (progress.Metrics.TryGetValue(metric, out var value))
            {
                parts.Add($"{label} {Tables.Number(value, decimals)}");
            }
        }

        return string.Join(", ", parts);
    }
}
