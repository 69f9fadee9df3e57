using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Rewards.Contracts;
using R1Code.Trainer;
using R1Code.Trainer.Evaluation;

namespace R1Code.Cli.Evaluating;

/// <summary>What <c>eval</c> leaves in its folder: the report and every completion with its score, whole or not at all.</summary>
internal sealed class EvaluationFiles : IDisposable
{
    private readonly FinishedFile _report;
    private readonly FinishedFile _scores;
    private readonly Lock _lock = new();

    /// <summary>Makes the folder and opens the drafts.</summary>
    public EvaluationFiles(string folder)
    {
        if (File.Exists(folder))
        {
            throw new BadInputException(folder, null, "is a file, not a folder");
        }

        Directory.CreateDirectory(folder);
        _report = new FinishedFile(Path.Combine(folder, "report.json"));
        _scores = new FinishedFile(Path.Combine(folder, "scores.jsonl"));
    }

    /// <summary>Adds a completion; in the order in which scores arrive.</summary>
    public void Add(RewardQuery query, RewardBreakdown score)
    {
        var line = Screen.JsonLine(
            new
            {
                query.Completion,
                query.Truncated,
                Score = score,
            }
        );
        lock (_lock)
        {
            _scores.WriteLine(line);
        }
    }

    /// <summary>Adds the report and lets both files appear.</summary>
    public void Commit(EvaluationReport report)
    {
        _report.WriteLine(Screen.JsonLine(report));
        _scores.Commit();
        _report.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _report.Dispose();
        _scores.Dispose();
    }
}
