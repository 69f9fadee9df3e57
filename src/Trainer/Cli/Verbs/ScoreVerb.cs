using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Rewarding;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Scoring;
using R1Code.Cli.Terminal;
using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Files;
using R1Code.Sandbox;

namespace R1Code.Cli.Verbs;

/// <summary><c>score</c>: a file of completions, scored in parallel, written in the file's order.</summary>
internal sealed class ScoreVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<string> _problems = CommonOptions.Problems();
    private readonly Option<string> _completions = new("--completions")
    {
        Description = "What the model wrote, one JSON object a line (.jsonl, .jsonl.gz).",
        HelpName = "C.jsonl",
        Required = true,
    };
    private readonly Option<string?> _rewards = CommonOptions.Rewards();
    private readonly Option<string?> _out = new("--out")
    {
        Description = "File for the scores, one JSON object a line. [default: standard output]",
        HelpName = "S.jsonl",
    };
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the summary as one JSON object; needs --out, because scores are JSON lines already.",
    };

    public ScoreVerb(Screen screen)
        : base("score", "Score a file of completions: a verdict and a reward for each, and a summary.")
    {
        _screen = screen;
        Add(_problems);
        Add(_completions);
        Add(_rewards);
        Add(_out);
        Add(_workers);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_out) is null)
            {
                result.AddError("--json prints the summary on standard output, so the scores need --out.");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var workers = parse.GetValue(_workers);
        var options = new SandboxOptions { Boxes = workers };
        var problems = JudgeableProblems
            .Load(parse.GetRequiredValue(_problems), options)
            .ToDictionary(problem => problem.Id, StringComparer.Ordinal);
        var completions = CompletionFile.Load(parse.GetRequiredValue(_completions), problems.Keys.ToHashSet());
        var rewards = RewardSettings.Load(parse.GetValue(_rewards));
        using var file = parse.GetValue(_out) is { } path ? new FinishedFile(path) : null;

        await using var session = await SandboxSession.OpenAsync(_screen, options, cancellationToken);
        var scoring = new BatchScoring(new CompletionScorer(session.Sandbox, rewards), problems);
        IReadOnlyList<RewardBreakdown> scores;
        using (var meter = new Meter(_screen, "scoring", completions.Count))
        {
            scores = await scoring.RunAsync(completions, workers, meter.Advance, cancellationToken);
        }

        Action<string> write = file is null ? _screen.Line : file.WriteLine;
        foreach (var score in scores)
        {
            write(Screen.JsonLine(score));
        }

        file?.Commit();
        return Show(ScoreSummary.Of(scores), beside: file is null, asJson: parse.GetValue(_json));
    }

    private int Show(ScoreSummary summary, bool beside, bool asJson)
    {
        if (asJson)
        {
            _screen.Json(summary);
        }
        else
        {
            _screen.Show(ScoreTable.Of(summary), beside);
        }

        if (summary.Unscored == 0)
        {
            return ExitCodes.Done;
        }

        _screen.Error($"{summary.Unscored} completions have no reward because the sandbox failed on them.");
        return ExitCodes.Failed;
    }
}
