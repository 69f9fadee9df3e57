using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Models;
using R1Code.Trainer.Pipeline.Stages;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline;

/// <summary>One seed's way through the stages.</summary>
internal sealed class SeedPass(
    Recipe recipe,
    int seed,
    string runFolder,
    ProblemFeed feed,
    RewardSourceFactory rewards,
    ITrainingReporter reporter,
    Watchdog watchdog,
    TimeProvider time
)
{
    private readonly string _folder = Path.Combine(runFolder, $"seed-{seed}");

    /// <summary>Whether a stage with changed inputs is done again instead of refused.</summary>
    public bool RedoChanged { get; init; }

    /// <summary>What the first seed left for all; null in the first seed's own pass.</summary>
    public SharedStages? Shared { get; init; }

    /// <summary>What this pass left of the shared stages.</summary>
    public SharedStages Outputs { get; } = new();

    public async Task<IReadOnlyList<EvaluationRow>> RunAsync(CancellationToken cancellationToken)
    {
        var policies = new Dictionary<string, StageOutput>(StringComparer.Ordinal) { ["base"] = MakeBase() };
        var rows = new List<EvaluationRow>();
        var before = "base";
        for (var i = 0; i < recipe.Stages.Count; i++)
        {
            var options = recipe.Stages[i];
            var folder = new StageFolder(Path.Combine(_folder, $"{i + 1:00}-{options.Name}"));
            var done =
                options.Shared && Shared is not null
                    ? Take(Shared.Of(options.Name), folder)
                    : await RunAsync(i, folder, policies, before, cancellationToken);
            if (options.Shared && Shared is null)
            {
                Outputs.Add(options.Name, done);
            }

            policies[options.Name] = done.Output;
            rows.Add(done.Row);
            before = options.Name;
        }

        return rows;
    }

    private async Task<FinishedStage> RunAsync(
        int index,
        StageFolder folder,
        Dictionary<string, StageOutput> policies,
        string before,
        CancellationToken cancellationToken
    )
    {
        var options = recipe.Stages[index];
        var start = StartOf(options, index, policies, before);
        var data = (options as SftStageOptions)?.DataFrom is { } source
            ? [policies[source].Fingerprint]
            : Array.Empty<string>();
        var fingerprint = RecipeJson.Fingerprint(recipe, options, seed, [start.Fingerprint, .. data]);
        Open(folder, fingerprint);
        if (folder.Result() is not { } row)
        {
            row = await RunStageAsync(options, folder, start, policies, cancellationToken);
            folder.Finish(row);
            folder.DropCheckpoints();
            reporter.Evaluated(row);
        }

        // A stage that only samples leaves the policy as it was.
        var policy = Directory.Exists(folder.Final) ? folder.Final : start.Policy;
        return new FinishedStage(row, new StageOutput(policy, folder.Path, fingerprint));
    }

    // The measurement is repeated in this seed's folder, so that each holds all of its table.
    private FinishedStage Take(FinishedStage first, StageFolder folder)
    {
        var row = first.Row with { Seed = seed };
        Open(folder, first.Output.Fingerprint);
        if (folder.Result() is null)
        {
            var source = new StageFolder(first.Output.Folder);
            if (File.Exists(source.Evaluation))
            {
                File.Copy(source.Evaluation, folder.Evaluation, overwrite: true);
            }

            folder.Finish(row);
            reporter.Message($"seed {seed}, stage {first.Row.Stage}: shared with seed {first.Row.Seed}");
        }

        return first with
        {
            Row = row,
        };
    }

    private async Task<EvaluationRow> RunStageAsync(
        StageOptions options,
        StageFolder folder,
        StageOutput start,
        IReadOnlyDictionary<string, StageOutput> earlier,
        CancellationToken cancellationToken
    )
    {
        reporter.Message(
            $"seed {seed}, stage {options.Name}: starts from {Path.GetRelativePath(runFolder, start.Policy)}"
        );
        var context = new StageContext
        {
            Recipe = recipe,
            Seed = seed,
            Folder = folder,
            StartPolicy = start.Policy,
            EarlierFolders = earlier.ToDictionary(pair => pair.Key, pair => pair.Value.Folder),
            Feed = feed,
            Reporter = reporter,
            Watchdog = watchdog,
            Time = time,
            Rewards = named => new DeadlineRewardSource(
                rewards(named ?? recipe.Rewards),
                TimeSpan.FromSeconds(recipe.Runtime.RewardTimeoutSeconds),
                time,
                reporter.Warning
            ),
        };
        IStage stage = options switch
        {
            SftStageOptions sft => new SftStage(sft, context),
            GrpoStageOptions grpo => new GrpoStage(grpo, context),
            RejectionStageOptions rejection => new RejectionStage(rejection, context),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.GetType().Name, "unknown stage"),
        };
        var state = await stage.RunAsync(cancellationToken);
        var started = time.GetTimestamp();
        var policy = Directory.Exists(folder.Final) ? folder.Final : start.Policy;
        var report = options.Evaluate
            ? await context.EvaluateAsync(options, policy, stage.MaxCompletionLength, cancellationToken)
            : null;
        return new EvaluationRow
        {
            Seed = seed,
            Stage = options.Name,
            Step = state.GlobalStep,
            Report = report,
            TrainReward = state.MeanRecentReward,
            Tokens = state.NumTokens,
            TrainingMinutes = state.Seconds / 60,
            Minutes = (state.Seconds + time.GetElapsedTime(started).TotalSeconds) / 60,
        };
    }

    private StageOutput StartOf(
        StageOptions options,
        int index,
        Dictionary<string, StageOutput> policies,
        string before
    ) =>
        options.ModelPath is { } path ? new StageOutput(path, path, path)
        : options.FromScratch is { } shape ? MakeRandom(shape, $"{index + 1:00}-{options.Name}-start")
        : policies[options.StartFrom ?? before];

    private StageOutput MakeBase() =>
        recipe.Model.Path is { } path
            ? new StageOutput(path, path, RecipeJson.BaseFingerprint(recipe, recipe.Model.FromScratch, seed))
            : MakeRandom(recipe.Model.FromScratch!, "00-base");

    private StageOutput MakeRandom(ScratchModelOptions shape, string name)
    {
        var fingerprint = RecipeJson.BaseFingerprint(recipe, shape, seed);
        var folder = new StageFolder(Path.Combine(_folder, name));
        Open(folder, fingerprint);
        if (!Directory.Exists(folder.Final))
        {
            var (model, tokenizer) = ScratchModel.Make(shape, feed, seed);
            using (model)
            {
                Checkpoint.Save(folder.Final, new CheckpointContents(model, tokenizer));
                reporter.Message(
                    $"seed {seed}: a {model.Config.ModelType} of {model.Config.ParameterCount:N0} weights, "
                        + $"{tokenizer.VocabularySize} tokens"
                );
            }
        }

        return new StageOutput(folder.Final, folder.Path, fingerprint);
    }

    private void Open(StageFolder folder, string fingerprint)
    {
        if (RedoChanged && folder.SetAside(fingerprint) is { } old)
        {
            reporter.Message(
                $"seed {seed}: {Path.GetFileName(folder.Path)} has other inputs now and is done again; the old one is {old}"
            );
        }

        folder.Open(fingerprint);
    }
}

/// <summary>What a stage leaves for those that start from it.</summary>
/// <param name="Policy">The policy's folder.</param>
/// <param name="Folder">The stage's own.</param>
/// <param name="Fingerprint">Of its inputs.</param>
internal sealed record StageOutput(string Policy, string Folder, string Fingerprint);

/// <summary>A stage with its row of the table.</summary>
internal sealed record FinishedStage(EvaluationRow Row, StageOutput Output);

/// <summary>Stages that the first seed does for all.</summary>
internal sealed class SharedStages
{
    private readonly Dictionary<string, FinishedStage> _stages = new(StringComparer.Ordinal);

    public void Add(string name, FinishedStage stage) => _stages[name] = stage;

    public FinishedStage Of(string name) => _stages[name];
}
