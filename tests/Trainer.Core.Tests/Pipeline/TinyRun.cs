using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Core.Tests.Pipeline;

/// <summary>
/// A whole run that takes a second: one thin layer, a handful of katas. Its rewards are a rule over the text, standing
/// where the sandbox would: these tests are about the loop, not about verdicts.
/// </summary>
internal sealed class TinyRun : ITrainingReporter, IRewardSource, IProblemLoader
{
    private const string Recipe = """
        name: tiny
        runtime: { threads: 1 }
        model:
          from_scratch: { hidden_size: 32, intermediate_size: 32, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, vocab_size: 300, tokenizer_documents: 20, max_position_embeddings: 256 }
        problems:
          katas: { level_weights: [1], tests: 2 }
        evaluation: { problems: 4, samples: 2, k: [1, 2] }
        checkpoints: { save_steps: 2, save_total_limit: 2 }
        stages:
          - { kind: sft, name: sft, demonstrations: 12, num_train_epochs: 2, batch_size: 4, learning_rate: 1e-2 }
          - { kind: grpo, name: rl, max_steps: 6, prompts_per_step: 2, num_generations: 3, max_completion_length: 12, learning_rate: 1e-3, beta: 0.01, sync_ref_model: true, ref_model_sync_steps: 2, num_mini_batches: 2 }
        """;

    public TinyRun(string folder, params string[] overrides)
    {
        (Folder, Options) = (folder, RecipeFile.Parse(Recipe, "tiny.yaml", overrides));
    }

    /// <summary>The recipes that ship.</summary>
    public static string RecipesFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "R1Code.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder!.FullName, "src", "Trainer", "Recipes");
        }
    }

    public string Folder { get; }

    public Recipe Options { get; }

    public List<string> Messages { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<TrainingProgress> Steps { get; } = [];

    /// <summary>Called after each step.</summary>
    public Action<TrainingProgress> OnStep { get; init; } = _ => { };

    /// <summary>The reward of a completion; null for a broken sandbox.</summary>
    public Func<RewardQuery, double?> Reward { get; init; } =
        query => query.Completion.Count(char.IsAsciiLetterLower) / (double)Math.Max(1, query.Completion.Length);

    /// <summary>How long the reward of a completion takes.</summary>
    public Func<RewardQuery, TimeSpan> Delay { get; init; } = _ => TimeSpan.Zero;

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "r1code-tests", Guid.NewGuid().ToString("N"));

    public Task<RunSummary> RunAsync(bool resume = false, CancellationToken cancellationToken = default) =>
        new TrainingRun(Options, Folder, _ => this, this, this, TimeProvider.System).RunAsync(
            resume,
            cancellationToken
        );

    public async Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
    {
        await Task.Delay(Delay(query), cancellationToken);
        var reward = Reward(query);
        return new RewardBreakdown
        {
            ProblemId = query.Problem.Id,
            Sample = query.Sample,
            Reward = reward,
            Rewards = new Dictionary<string, double?> { ["code"] = reward, ["format"] = reward is null ? null : 1 },
            Verdict = Verdict.Without(reward is null ? VerdictStatus.SandboxFailure : VerdictStatus.WrongAnswer, 2),
        };
    }

    public IReadOnlyList<Problem> Load(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Problem>(line, R1Json.Options)!)];

    public void Message(string text) => Messages.Add(text);

    public void Warning(string text) => Warnings.Add(text);

    public void Progress(TrainingProgress progress)
    {
        Steps.Add(progress);
        OnStep(progress);
    }

    public void Evaluated(EvaluationRow row) { }

    /// <summary>The bytes of a stage's final weights.</summary>
    public byte[] FinalWeights(string stage) =>
        File.ReadAllBytes(Path.Combine(Folder, "seed-1", stage, "final", "model.safetensors"));

    /// <summary>A stage's metrics without the times, which no two runs share.</summary>
    public List<string> Metrics(string stage) =>
        [
            .. File.ReadLines(Path.Combine(Folder, "seed-1", stage, "metrics.jsonl"))
                .Select(line =>
                {
                    var all = JsonSerializer.Deserialize<Dictionary<string, double>>(line)!;
                    return string.Join(
                        ' ',
                        all.Where(m => m.Key != "step_time" && !m.Key.StartsWith("timing_s", StringComparison.Ordinal))
                            .Select(m => $"{m.Key}={m.Value:R}")
                    );
                }),
        ];
}
