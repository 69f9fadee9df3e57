using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Rewarding;
using R1Code.Cli.Terminal;
using R1Code.Cli.Training;
using R1Code.Report;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox;
using R1Code.Trainer;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;

namespace R1Code.Cli.Verbs;

/// <summary><c>train</c>: a recipe's stages, with rewards from the sandbox or a service.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Screen _screen;
    private readonly Argument<string> _recipe = new("RECIPE.yaml")
    {
        Description = "Data, model, rewards and stages of the run.",
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Folder of the run. [default: runs/NAME, the recipe's name]",
        HelpName = "DIR",
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override of one key, such as stages.grpo.max_steps=5; may be repeated.",
        HelpName = "a.b=v",
    };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in that folder." };
    private readonly Option<bool> _redoChanged = new("--redo-changed")
    {
        Description = "With --resume: do stages again whose settings or inputs have changed, instead of refusing.",
    };
    private readonly Option<Uri?> _rewardUrl = CommonOptions.RewardUrl();
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<bool> _json = CommonOptions.Json();

    public TrainVerb(Screen screen)
        : base("train", "Run a recipe: supervised stages, reinforcement learning from verdicts, measurements.")
    {
        _screen = screen;
        Add(_recipe);
        Add(_out);
        Add(_set);
        Add(_resume);
        Add(_redoChanged);
        Add(_rewardUrl);
        Add(_workers);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var path = parse.GetRequiredValue(_recipe);
        var recipe = RecipeFile.Load(path, parse.GetValue(_set));
        CheckRewards(path, recipe);
        var folder = parse.GetValue(_out) ?? Path.Combine("runs", recipe.Name);
        var resume = parse.GetValue(_resume);
        CheckFolder(folder, resume);

        var options = new SandboxOptions { Boxes = parse.GetValue(_workers) };
        await using var office = await RewardOffice.OpenAsync(
            _screen,
            parse.GetValue(_rewardUrl) is { } url ? RewardService.At(url, recipe) : RewardService.Of(recipe),
            options,
            cancellationToken
        );
        using var reporter = new TrainingScreen(_screen, TimeProvider.System);
        var run = new TrainingRun(
            recipe,
            folder,
            office.SourceFor,
            new ProblemFiles(options),
            reporter,
            TimeProvider.System
        );
        try
        {
            Show(
                recipe,
                await run.RunAsync(resume, parse.GetValue(_redoChanged), cancellationToken),
                parse.GetValue(_json)
            );
            return ExitCodes.Done;
        }
        catch (Exception e)
            when (e is RewardsServiceException
                || (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
            )
        {
            reporter.Dispose();
            _screen.Note($"The run is kept in {folder}; go on with it by --resume.");
            throw;
        }
    }

    private void Show(Recipe recipe, RunSummary summary, bool asJson)
    {
        if (asJson)
        {
            _screen.Json(summary);
            return;
        }

        _screen.Show(RunTable.Of(summary.Rows));
        if (recipe.Problems.Lab is not null && recipe.Evaluation.Problems > 0)
        {
            // A lab run is about how its stages compare, by kind and language.
            var report = RunReport.Of(summary.Folder);
            StageTableView.Show(_screen, report);
            _screen.Line($"report: {report.Write(Path.Combine(summary.Folder, "report"))}");
        }

        _screen.Line($"run folder: {summary.Folder}");
    }

    private static void CheckRewards(string path, Recipe recipe)
    {
        RewardSettings.CheckForSingles(path, recipe.Rewards);
        foreach (var stage in recipe.Stages)
        {
            var own = stage switch
            {
                GrpoStageOptions grpo => grpo.Rewards,
                RejectionStageOptions rejection => rejection.Rewards,
                _ => null,
            };
            if (own is not null)
            {
                RewardSettings.CheckForSingles(path, own);
            }
        }
    }

    private static void CheckFolder(string folder, bool resume)
    {
        if (File.Exists(folder))
        {
            throw new BadInputException(folder, null, "is a file, not a folder");
        }

        if (!resume && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new BadInputException(folder, null, "holds a run already; go on with it by --resume, or give --out");
        }
    }
}
