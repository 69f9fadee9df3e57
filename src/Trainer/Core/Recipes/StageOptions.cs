using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using R1Code.Trainer.Lab;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Rollouts;

namespace R1Code.Trainer.Recipes;

/// <summary>One stage of a recipe; <c>kind</c> says which.</summary>
public abstract record StageOptions
{
    /// <summary>Name of the stage, unique in the recipe; part of its folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The stage whose policy this one starts from; null for the stage before, <c>base</c> for the model itself.</summary>
    public string? StartFrom { get; init; }

    /// <summary>Whether the held-out problems are measured after it. The default value is true.</summary>
    public bool Evaluate { get; init; } = true;

    /// <summary>
    /// A model of another size for this stage to start from, random but for the run's vocabulary; null for the policy of
    /// <see cref="StartFrom"/>. Needs <c>model.from_scratch</c>.
    /// </summary>
    public ScratchModelOptions? FromScratch { get; init; }

    /// <summary>
    /// A Hugging Face folder for this stage to start from, such as a teacher to sample from; null for the policy of
    /// <see cref="StartFrom"/>.
    /// </summary>
    public string? ModelPath { get; init; }

    /// <summary>
    /// Whether the first seed's stage stands for all seeds, as one base model does for many trainings; what it starts from
    /// must be shared too. The default value is false.
    /// </summary>
    public bool Shared { get; init; }

    /// <summary>Kinds of problems it learns from (<c>code</c>, <c>math</c>, <c>logic</c>); null for all. Needs <c>problems.lab</c>.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>
    /// Budgets of thought, in tokens, at which the held-out problems are measured too: a longer thought is cut there and
    /// answered. The default is none.
    /// </summary>
    [Length(0, 32)]
    public IReadOnlyList<int> ThinkingBudgets { get; init; } = [];

    /// <summary>
    /// Numbers of forced second thoughts at which the held-out problems are measured too: so often the end of a thought is
    /// replaced by "Wait". The default is none.
    /// </summary>
    [Length(0, 32)]
    public IReadOnlyList<int> ForcedWaits { get; init; } = [];
}

/// <summary>How weights are changed. Names follow Hugging Face's training arguments.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Highest learning rate. The default value is 1e-3.</summary>
    [Range(0.0, 10.0)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Shape of the learning rate. The default value is <c>constant</c>.</summary>
    public ScheduleKind LrSchedulerType { get; init; } = ScheduleKind.Constant;

    /// <summary>Steps of linear warm-up. The default value is 0.</summary>
    [Range(0, int.MaxValue)]
    public int WarmupSteps { get; init; }

    /// <summary>Share of the peak that a decay ends at. The default value is 0.</summary>
    [Range(0.0, 1.0)]
    public double MinLrRate { get; init; }

    /// <summary>Decoupled weight decay. The default value is 0.</summary>
    [Range(0.0, 10.0)]
    public double WeightDecay { get; init; }

    /// <summary>AdamW's β₁. The default value is 0.9.</summary>
    [Range(0.0, 0.99999)]
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>AdamW's β₂. The default value is 0.999.</summary>
    [Range(0.0, 0.9999999)]
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>AdamW's ε. The default value is 1e-8.</summary>
    [Range(0.0, 1.0)]
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Longest gradient; 0 for no clipping. The default value is 1.0.</summary>
    [Range(0.0, 1e9)]
    public double MaxGradNorm { get; init; } = 1.0;

    /// <summary>Tokens, padding included, of one forward and backward pass. The default value is 8,192.</summary>
    [Range(1, 100_000_000)]
    public int MicroBatchTokens { get; init; } = 8192;
}

/// <summary>Supervised fine-tuning on demonstrations (<c>kind: sft</c>).</summary>
public sealed record SftStageOptions : StageOptions
{
    /// <summary>Generated problems that are shown with an answer. The default value is 0.</summary>
    [Range(0, 10_000_000)]
    public int Demonstrations { get; init; }

    /// <summary>
    /// Name of an earlier stage whose generated problems are shown again; null draws problems of
    /// this stage's own.
    /// </summary>
    public string? DemonstrationsOf { get; init; }

    /// <summary>What is wrong with these answers; needs <c>problems.lab</c>. The default is nothing.</summary>
    public NoiseOptions Noise { get; init; } = new();

    /// <summary>A JSONL or Parquet file with <c>messages</c>, or <c>prompt</c> and <c>completion</c>.</summary>
    public string? Data { get; init; }

    /// <summary>
    /// Name of an earlier rejection-sampling stage whose kept completions are the data; <see cref="Demonstrations"/> may
    /// stand beside it.
    /// </summary>
    public string? DataFrom { get; init; }

    /// <summary>Passes over the data. The default value is 3.</summary>
    [Range(1, 100_000)]
    public int NumTrainEpochs { get; init; } = 3;

    /// <summary>Sequences per optimizer step. The default value is 32.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Longer sequences are refused before the work starts; null takes the model's context.</summary>
    [Range(2, 1_000_000)]
    public int? MaxLength { get; init; }

    /// <summary>
    /// Whether several sequences share a row of at most <see cref="MaxLength"/> and micro_batch_tokens tokens, none seeing
    /// another. It saves padding where lengths differ much, and changes no gradient. The default value is false.
    /// </summary>
    public bool Packing { get; init; }

    /// <summary>How weights are changed.</summary>
    [Flatten]
    public OptimizerOptions Optimizer { get; init; } = new();
}

/// <summary>How completions are sampled.</summary>
public sealed record RolloutOptions
{
    /// <summary>Tokens a completion may have. The default value is 256.</summary>
    [Range(1, 1_000_000)]
    public int MaxCompletionLength { get; init; } = 256;

    /// <summary>Temperature. The default value is 1.0.</summary>
    [Range(1e-3, 100.0)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Nucleus. The default value is 1.0.</summary>
    [Range(1e-6, 1.0)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Most likely tokens that may be drawn; 0 for all. The default value is 0.</summary>
    [Range(0, 1_000_000)]
    public int TopK { get; init; }

    /// <summary>Least probability relative to the most likely token. The default value is 0.</summary>
    [Range(0.0, 1.0)]
    public double MinP { get; init; }

    /// <summary>Completions decoded side by side. The default value is 128.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrency { get; init; } = 128;

    // Not a key of stages that learn: forced tokens were not chosen by the policy.
    internal ThinkingOptions? Thinking { get; init; }
}

/// <summary>Reinforcement learning with group-relative advantages (<c>kind: grpo</c>).</summary>
public sealed record GrpoStageOptions : StageOptions
{
    /// <summary>Rollout batches, each sampled from the newest policy. The default value is 100.</summary>
    [Range(1, int.MaxValue)]
    public int MaxSteps { get; init; } = 100;

    /// <summary>Prompts of a step; each is answered <see cref="GrpoOptions.NumGenerations"/> times. The default value is 16.</summary>
    [Range(1, 100_000)]
    public int PromptsPerStep { get; init; } = 16;

    /// <summary>Reward functions of this stage; null takes the recipe's.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Rewards { get; init; }

    /// <summary>Steps between evaluations during the stage; 0 for only at its end. The default value is 0.</summary>
    [Range(0, int.MaxValue)]
    public int EvalSteps { get; init; }

    /// <summary>Advantages and loss.</summary>
    [Flatten]
    public GrpoOptions Algorithm { get; init; } = new();

    /// <summary>How completions are sampled.</summary>
    [Flatten]
    public RolloutOptions Rollout { get; init; } = new();

    /// <summary>How weights are changed.</summary>
    [Flatten]
    public OptimizerOptions Optimizer { get; init; } = new();
}

/// <summary>Rejection sampling (<c>kind: rejection</c>): sample many, keep the right ones, drop duplicates, balance.</summary>
public sealed record RejectionStageOptions : StageOptions
{
    /// <summary>Train problems to sample for. The default value is 256.</summary>
    [Range(1, 10_000_000)]
    public int Prompts { get; init; } = 256;

    /// <summary>Completions per problem. The default value is 8.</summary>
    [Range(1, 10_000)]
    public int NumGenerations { get; init; } = 8;

    /// <summary>Most completions kept per problem. The default value is 2.</summary>
    [Range(1, 10_000)]
    public int KeepPerProblem { get; init; } = 2;

    /// <summary>Least value per reward function, such as <c>{code: 1, format: 1}</c>. The default is code 1 and format 1.</summary>
    public IReadOnlyDictionary<string, JsonElement> Require { get; init; } =
        new Dictionary<string, JsonElement>
        {
            ["code"] = JsonSerializer.SerializeToElement(1.0),
            ["format"] = JsonSerializer.SerializeToElement(1.0),
        };

    /// <summary>Reward functions of this stage; null takes the recipe's.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Rewards { get; init; }

    /// <summary>How completions are sampled.</summary>
    [Flatten]
    public RolloutOptions Rollout { get; init; } = new();
}
