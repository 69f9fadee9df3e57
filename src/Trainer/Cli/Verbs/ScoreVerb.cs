using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Rewarding;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Scoring;
using R1Code.Cli.Terminal;
using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox;

namespace R1Code.Cli.Verbs;

/// <summary>
/// <c>score</c>: a file of completions of any size, scored in parallel, written in the file's order; an interrupted run goes on.
/// </summary>
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

    private readonly Option<bool> _fresh = new("--fresh")
    {
        Description = "Start over instead of going on after the scores that an interrupted run has left.",
    };

    public ScoreVerb(Screen screen)
        : base("score", "Score a file of completions of any size: a verdict and a reward for each, and a summary.")
    {
        _screen = screen;
        Add(_problems);
        Add(_completions);
        Add(_rewards);
        Add(_out);
        Add(_workers);
        Add(_fresh);
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
        var options = new SandboxOptions { Boxes = parse.GetValue(_workers) };
        var path = parse.GetRequiredValue(_completions);
        var target = parse.GetValue(_out);
        var rewards = RewardSettings.Load(parse.GetValue(_rewards));
        if (target is not null)
        {
            ScoreDraft.Check(target);
        }

        using var problems = ProblemShelf.Load(parse.GetRequiredValue(_problems), options);
        var inputs = ScoreInputs.Scan(path, problems.Ids);
        using var draft = target is null ? null : Open(target, parse);

        await using var session = await SandboxSession.OpenAsync(_screen, options, cancellationToken);
        var run = new ScoringRun(new CompletionScorer(session.Sandbox, rewards), problems, options);
        var tally = new ScoreTally();
        using (var meter = new Meter(_screen, "scoring", inputs.Count - (draft?.Kept ?? 0)))
        {
            var scores = run.RunAsync(
                ScoreInputs.Stream(path),
                draft?.ReadKept() ?? [],
                inputs.OfProblem,
                meter.Advance,
                cancellationToken
            );
            await WriteAsync(scores, draft, tally);
        }

        draft?.Commit();
        return Show(tally.Summary(), beside: draft is null, asJson: parse.GetValue(_json));
    }

    private ScoreDraft Open(string target, ParseResult parse)
    {
        var mark = ScoreInputs.MarkOf(
            parse.GetRequiredValue(_problems),
            parse.GetRequiredValue(_completions),
            parse.GetValue(_rewards)
        );
        var draft = ScoreDraft.Open(target, mark, parse.GetValue(_fresh));
        if (draft.Kept > 0)
        {
            _screen.Note($"Going on after the {draft.Kept} scores that an interrupted run has left.");
        }

        return draft;
    }

    private async Task WriteAsync(IAsyncEnumerable<RewardBreakdown> scores, ScoreDraft? draft, ScoreTally tally)
    {
        var count = 0;
        try
        {
            await foreach (var score in scores)
            {
                tally.Add(score);
                if (draft is null)
                {
                    _screen.Line(Screen.JsonLine(score));
                }
                else if (++count > draft.Kept)
                {
                    draft.Add(score);
                }
            }
        }
        catch (Exception) when (draft?.Count > 0)
        {
            _screen.Note($"{draft.Count} scores are kept; the same command goes on after them.");
            throw;
        }
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
