using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using R1Code.Trainer.Katas;
using R1Code.Trainer.Lab;
using R1Code.Trainer.Models;
using R1Code.Trainer.Rollouts;

namespace R1Code.Trainer.Recipes;

/// <summary>A complete run: data, model, rewards and stages. One YAML file; keys are these names in snake_case.</summary>
public sealed record Recipe
{
    /// <summary>Name of the run, used for its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The whole pipeline runs once per seed. The default is one seed, 1.</summary>
    [Length(1, 100)]
    public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>Where and how tensors are computed.</summary>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>The model that the first stage starts from.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>What is asked.</summary>
    public required ProblemOptions Problems { get; init; }

    /// <summary>
    /// Reward functions by name; a weight, or a mapping with <c>weight</c> and the function's options. The default is
    /// code 1.0 and format 0.1.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Rewards { get; init; } =
        new Dictionary<string, JsonElement>
        {
            ["code"] = JsonSerializer.SerializeToElement(1.0),
            ["format"] = JsonSerializer.SerializeToElement(0.1),
        };

    /// <summary>A service that judges for this run; null for the sandbox of this machine. The default value is null.</summary>
    public RewardServiceOptions? RewardService { get; init; }

    /// <summary>How held-out problems are measured after a stage.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>What is kept of a run in progress.</summary>
    public CheckpointOptions Checkpoints { get; init; } = new();

    /// <summary>The stages, in order; each starts from the policy that the one before left.</summary>
    [Length(1, 100)]
    public required IReadOnlyList<StageOptions> Stages { get; init; }
}

/// <summary>Where and how tensors are computed.</summary>
public sealed record RuntimeOptions
{
    /// <summary><c>cpu</c> or <c>cuda</c>. The default value is <c>cpu</c>.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Type of the weights: <c>float32</c> or <c>bfloat16</c>. The default value is <c>float32</c>.</summary>
    public WeightType Dtype { get; init; } = WeightType.Float32;

    /// <summary>Threads of tensor operations; 0 takes the processor count, 1 makes a run repeat bit for bit. The default value is 0.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>
    /// Threads that compute gradients at the same time, each a share of a step's micro-batches with gradients of its own; they
    /// divide <see cref="Threads"/> among them. Small models gain more from a second one than from a second thread for tensors.
    /// A run repeats bit for bit with the same number. Needs <c>device: cpu</c>. The default value is 1.
    /// </summary>
    [Range(1, 64)]
    public int GradientWorkers { get; init; } = 1;

    /// <summary>Seconds after which a phase that does not end is named in a warning. The default value is 300.</summary>
    [Range(1, 86_400)]
    public int WatchdogSeconds { get; init; } = 300;

    /// <summary>Seconds after which a completion without a score counts as unscorable. The default value is 300.</summary>
    [Range(1, 86_400)]
    public int RewardTimeoutSeconds { get; init; } = 300;
}

/// <summary>Devices.</summary>
public enum ComputeDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU; needs TorchSharp's CUDA package.</summary>
    Cuda,
}

/// <summary>Types of weights.</summary>
public enum WeightType
{
    /// <summary>32 bits.</summary>
    Float32,

    /// <summary>16 bits with the range of 32.</summary>
    Bfloat16,
}

/// <summary>The model to start from: a Hugging Face folder, or a shape that is filled at random.</summary>
public sealed record ModelOptions
{
    /// <summary>A folder with config.json, safetensors and tokenizer.json; null when <see cref="FromScratch"/> is given.</summary>
    public string? Path { get; init; }

    /// <summary>A shape for random weights; null when <see cref="Path"/> is given.</summary>
    public ScratchModelOptions? FromScratch { get; init; }

    /// <summary>Computes activations again in the backward pass to save memory. The default value is false.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary>Trains low-rank adapters instead of the weights; null trains the weights. Keys as in PEFT.</summary>
    public LoraOptions? Lora { get; init; }
}

/// <summary>A small model from nothing, with a byte-level BPE vocabulary learned from the train problems.</summary>
public sealed record ScratchModelOptions
{
    /// <summary><c>llama</c>, <c>qwen2</c> or <c>qwen3</c>. The default value is <c>llama</c>.</summary>
    public string ModelType { get; init; } = "llama";

    /// <summary>Width. The default value is 128.</summary>
    [Range(8, 65_536)]
    public int HiddenSize { get; init; } = 128;

    /// <summary>Width of the feed-forward layer. The default value is 384.</summary>
    [Range(8, 262_144)]
    public int IntermediateSize { get; init; } = 384;

    /// <summary>Layers. The default value is 4.</summary>
    [Range(1, 1000)]
    public int NumHiddenLayers { get; init; } = 4;

    /// <summary>Query heads. The default value is 4.</summary>
    [Range(1, 1024)]
    public int NumAttentionHeads { get; init; } = 4;

    /// <summary>Key and value heads. The default value is 2.</summary>
    [Range(1, 1024)]
    public int NumKeyValueHeads { get; init; } = 2;

    /// <summary>Longest sequence in tokens. The default value is 256.</summary>
    [Range(16, 1_000_000)]
    public int MaxPositionEmbeddings { get; init; } = 256;

    /// <summary>Whether the output projection is the embedding. The default value is true.</summary>
    public bool TieWordEmbeddings { get; init; } = true;

    /// <summary>Standard deviation of the random weights. The default value is 0.02.</summary>
    [Range(1e-6, 1.0)]
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Base of the rotary frequencies. The default value is 10,000.</summary>
    [Range(1.0, 1e9)]
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Tokens of the vocabulary, special ones included. The default value is 640.</summary>
    [Range(300, 1_000_000)]
    public int VocabSize { get; init; } = 640;

    /// <summary>Train problems that the vocabulary is learned from. The default value is 1,000.</summary>
    [Range(1, 10_000_000)]
    public int TokenizerDocuments { get; init; } = 1000;
}

/// <summary>Where problems come from: the kata generator, or files.</summary>
public sealed record ProblemOptions
{
    /// <summary>Generated katas; null when files or the lab are given.</summary>
    public KataOptions? Katas { get; init; }

    /// <summary>The bilingual lab world of code, math and logic; null when katas or files are given.</summary>
    public LabOptions? Lab { get; init; }

    /// <summary>A problems file to train on; null when katas are given.</summary>
    public string? Train { get; init; }

    /// <summary>A problems file to evaluate on; null when katas are given or nothing is evaluated.</summary>
    public string? HeldOut { get; init; }

    /// <summary>
    /// Text of the system message that precedes each problem; empty for none. The default value is empty.
    /// </summary>
    public string SystemPrompt { get; init; } = "";

    /// <summary>
    /// Whether prompts are wrapped in the model's chat format or given as they are (base models). The default value is
    /// <c>chat</c>.
    /// </summary>
    public PromptFormat PromptFormat { get; init; } = PromptFormat.Chat;
}

/// <summary>How a prompt reaches the model.</summary>
public enum PromptFormat
{
    /// <summary>As a conversation in the model's chat format.</summary>
    Chat,

    /// <summary>As it is, the system prompt in front.</summary>
    Plain,
}

/// <summary>How held-out problems are measured.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Held-out problems. The default value is 100; 0 turns evaluation off.</summary>
    [Range(0, 1_000_000)]
    public int Problems { get; init; } = 100;

    /// <summary>Sampled completions per problem, besides the greedy one. The default value is 4.</summary>
    [Range(0, 10_000)]
    public int Samples { get; init; } = 4;

    /// <summary>The k of pass@k and cons@k, each at most <see cref="Samples"/>. The default is 1 and 4.</summary>
    [Length(0, 32)]
    public IReadOnlyList<int> K { get; init; } = [1, 4];

    /// <summary>Temperature of the sampled completions. The default value is 1.0.</summary>
    [Range(1e-3, 100.0)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Nucleus of the sampled completions. The default value is 1.0.</summary>
    [Range(1e-6, 1.0)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Tokens a completion may have; null takes the stage's own limit. The default value is null.</summary>
    [Range(1, 1_000_000)]
    public int? MaxCompletionLength { get; init; }

    /// <summary>Seed of the sampling. The default value is 1234.</summary>
    public int Seed { get; init; } = 1234;

    /// <summary>
    /// The m of short-m@k: of the first k completions the m shortest vote. Null for none. The default value is null.
    /// </summary>
    [Range(1, 10_000)]
    public int? ShortM { get; init; }

    /// <summary>Limits of the thought; null for none. The default value is null.</summary>
    public ThinkingOptions? Thinking { get; init; }
}

/// <summary>What is kept of a run in progress.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Optimizer steps between checkpoints; 0 for none but at the end. The default value is 50.</summary>
    [Range(0, int.MaxValue)]
    public int SaveSteps { get; init; } = 50;

    /// <summary>Newest checkpoints that are kept, besides the best. The default value is 2.</summary>
    [Range(1, 1000)]
    public int SaveTotalLimit { get; init; } = 2;
}
