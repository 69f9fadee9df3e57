using System.Text.Json;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Logging;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Rollouts;
using R1Code.Trainer.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Pipeline;

/// <summary>What every stage is given.</summary>
internal sealed record StageContext
{
    public required Recipe Recipe { get; init; }

    public required int Seed { get; init; }

    public required StageFolder Folder { get; init; }

    /// <summary>The folder of the policy to start from.</summary>
    public required string StartPolicy { get; init; }

    /// <summary>Folders of the stages before, by name.</summary>
    public required IReadOnlyDictionary<string, string> EarlierFolders { get; init; }

    public required ProblemFeed Feed { get; init; }

    public required ITrainingReporter Reporter { get; init; }

    public required Watchdog Watchdog { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The reward source for a stage's own rewards, or for the recipe's where they are null.</summary>
    public required Func<IReadOnlyDictionary<string, JsonElement>?, IRewardSource> Rewards { get; init; }

    public Device Device => Recipe.Runtime.Device == ComputeDevice.Cuda ? CUDA : CPU;

    public ScalarType WeightType =>
        Recipe.Runtime.Dtype == Recipes.WeightType.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    public Policy Open(string folder)
    {
        var (model, tokenizer) = Checkpoint.Load(folder, Device, WeightType);
        model.GradientCheckpointing = Recipe.Model.GradientCheckpointing;
        return new Policy(model, tokenizer);
    }

    public PromptEncoder Prompts(ITokenizer tokenizer) =>
        new(tokenizer, Recipe.Problems.SystemPrompt, Recipe.Problems.PromptFormat);

    /// <summary>
    /// Measures a policy on the held-out problems, at the stage's thinking budgets too, and keeps every completion; null
    /// where evaluation is off.
    /// </summary>
    public async Task<EvaluationReport?> EvaluateAsync(
        StageOptions stage,
        string folder,
        int maxCompletionLength,
        CancellationToken cancellationToken
    )
    {
        if (Feed.HeldOut.Count == 0)
        {
            return null;
        }

        Watchdog.Enter("evaluation");
        using var policy = Open(folder);
        using var log = new EvaluationLog(Folder.Evaluation, policy.Tokenizer);
        var evaluator = EvaluatorOf(policy);
        var report = await evaluator.EvaluateAsync(
            Feed.HeldOut,
            Recipe.Evaluation,
            maxCompletionLength,
            cancellationToken,
            completion => log.Write("plain", completion)
        );
        foreach (var (name, thinking) in Thinking(stage))
        {
            await evaluator.EvaluateAsync(
                Feed.HeldOut,
                Recipe.Evaluation with
                {
                    Thinking = thinking,
                },
                maxCompletionLength,
                cancellationToken,
                completion => log.Write(name, completion)
            );
        }

        log.Commit();
        return report;
    }

    /// <summary>
    /// A stage's policy in the middle of it, measured on the held-out problems; null where evaluation is off. Its weights
    /// must not change meanwhile. Runs to its end on the calling thread, as rewards are waited for.
    /// </summary>
    public EvaluationReport? EvaluateMidway(Policy policy, int maxCompletionLength)
    {
        if (Feed.HeldOut.Count == 0)
        {
            return null;
        }

        Watchdog.Enter("evaluation");
        return EvaluatorOf(policy)
            .EvaluateAsync(Feed.HeldOut, Recipe.Evaluation, maxCompletionLength, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    private Evaluator EvaluatorOf(Policy policy) =>
        new(
            new ModelCompletionSource(
                policy.Model,
                policy.Tokenizer,
                Recipe.Problems.SystemPrompt,
                Recipe.Problems.PromptFormat
            ),
            new SharedRewardSource(Rewards(null))
        );

    private static IEnumerable<(string Name, ThinkingOptions Thinking)> Thinking(StageOptions stage) =>
        stage
            .ThinkingBudgets.Select(budget => ($"budget {budget}", new ThinkingOptions { MaxTokens = budget }))
            .Concat(stage.ForcedWaits.Select(waits => ($"waits {waits}", new ThinkingOptions { Waits = waits })));
}

/// <summary>A model with its tokenizer.</summary>
internal sealed record Policy(DecoderModel Model, Tokenizer Tokenizer) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
