using System.Text.Json.Nodes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// A decoder of the Llama family (Llama, Qwen2/2.5, dense Qwen3). Parameters carry the names of Hugging Face checkpoints.
/// The model is built on its device in its type and stays there: <c>to(...)</c> would cut the shared storage of the
/// attention projections. Not safe for use by several threads at once.
/// </summary>
public sealed class DecoderModel : nn.Module
{
    private readonly DecoderStack _stack;
    private readonly Projection? _head;
    private readonly RotaryEmbedding _rotary;

    private DecoderModel(ModelConfig config, Device device, ScalarType type)
        : base(nameof(DecoderModel))
    {
        Config = config;
        Device = device;
        Type = type;
        _stack = new DecoderStack(config, device, type);
        register_module("model", _stack);
        if (!config.TieWordEmbeddings)
        {
            _head = new Projection(config.HiddenSize, config.VocabSize, bias: false, device, type);
            register_module("lm_head", _head);
        }

        _rotary = new RotaryEmbedding(config, device);
    }

    /// <summary>The model's shape.</summary>
    public ModelConfig Config { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>The weights' type.</summary>
    public ScalarType Type { get; }

    /// <summary>
    /// Whether training keeps only each layer's input and computes the rest again in the backward pass: about a third
    /// more work for a fraction of the memory. The default value is false.
    /// </summary>
    public bool GradientCheckpointing { get; set; }

    /// <summary>The adapters' shape, or null where the model has none.</summary>
    public LoraOptions? Adapters { get; internal set; }

    /// <summary>The checkpoint's generation_config.json, carried along as it is; null where it had none.</summary>
    public JsonObject? GenerationConfig { get; set; }

    /// <summary>Tokens that end what the model writes, by its configuration and its generation configuration.</summary>
    public IReadOnlyList<int> EndTokenIds =>
        [
            .. (Config.EosTokenId ?? [])
                .Concat(
                    GenerationConfig?["eos_token_id"] switch
                    {
                        JsonArray several => several.Select(id => id!.GetValue<int>()),
                        JsonValue one => [one.GetValue<int>()],
                        _ => [],
                    }
                )
                .Distinct(),
        ];

    internal DecoderStack Stack => _stack;

    internal RotaryEmbedding Rotary => _rotary;

    /// <summary>Tensors the model owns beside its parameters: rotary tables and the storage parameters are rows of.</summary>
    private IEnumerable<Tensor> Shared => _stack.Layers.SelectMany(layer => layer.Shared).Concat(_rotary.Tensors);

    /// <summary>The matrix that turns a hidden state into logits.</summary>
    internal Tensor HeadWeight => _head?.Weight ?? _stack.Embedding;

    /// <summary>A model whose weights are allocated and hold zeros, to be filled from a checkpoint.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="device">Where; the default is the CPU.</param>
    /// <param name="type">The weights' type. The default value is float32.</param>
    public static DecoderModel Empty(ModelConfig config, Device? device = null, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        var model = new DecoderModel(config.Validate(), device ?? CPU, type);
        // The module owns its tensors; a scope that ends must not.
        scope.Detach(model.parameters());
        scope.Detach(model.Shared);
        return model;
    }

    /// <summary>A model with random weights: normal with the configuration's spread, norms at one, biases at zero.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="seed">The same seed gives the same weights on every machine's CPU.</param>
    /// <param name="device">Where; the default is the CPU.</param>
    /// <param name="type">The weights' type. The default value is float32.</param>
    public static DecoderModel Initialize(
        ModelConfig config,
        ulong seed,
        Device? device = null,
        ScalarType type = ScalarType.Float32
    )
    {
        var model = Empty(config, device, type);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        foreach (var (name, weight) in model.named_parameters())
        {
            if (name.EndsWith("norm.weight", StringComparison.Ordinal))
            {
                weight.fill_(1);
            }
            else if (name.EndsWith(".weight", StringComparison.Ordinal))
            {
                // Drawn on the CPU in float32, so that device and type do not change the numbers.
                weight.copy_(randn(weight.shape, generator: generator).mul_(config.InitializerRange));
            }
        }

        return model;
    }

    /// <summary>
    /// A model that reads this one's weights and adapters where they lie, for another thread. What learns has gradients of its
    /// own, which are there from the start.
    /// </summary>
    internal DecoderModel Replica()
    {
        var replica = Empty(Config, Device, Type);
        replica.GradientCheckpointing = GradientCheckpointing;
        if (Adapters is not null)
        {
            Lora.Attach(replica, Adapters, seed: 0);
        }

        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var mine = replica.parameters().Concat(replica._stack.Layers.SelectMany(layer => layer.Shared));
        var theirs = parameters().Concat(_stack.Layers.SelectMany(layer => layer.Shared));
        foreach (var (copy, original) in mine.Zip(theirs))
        {
            copy.set_(original.detach());
        }

        foreach (var (copy, original) in replica.parameters().Zip(parameters()))
        {
            copy.requires_grad = original.requires_grad;
            copy.grad = original.requires_grad ? zeros_like(original) : null;
        }

        return replica;
    }

    /// <summary>The weights a checkpoint holds, in the order of the forward pass. Adapters are not among them.</summary>
    public IEnumerable<(string Name, Parameter Weight)> Weights()
    {
        var byName = named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        return Models.Weights.ShapesOf(Config).Select(weight => (weight.Name, byName[weight.Name]));
    }

    /// <summary>Every layer's projections by name, such as <c>model.layers.0.self_attn.q_proj</c>.</summary>
    internal IEnumerable<(string Name, Projection Projection)> Projections() =>
        _stack.Layers.SelectMany(
            (layer, index) =>
                layer.Projections().Select(entry => ($"model.layers.{index}.{entry.Name}", entry.Projection))
        );

    /// <summary>The states after the last norm, (batch, time, hidden).</summary>
    /// <param name="inputIds">Token ids, (batch, time), int64.</param>
    /// <param name="positionIds">Positions, (batch, time), int64, each below time; null takes the attention's or 0, 1, 2, …</param>
    /// <param name="attention">Who sees whom; null for plain causal, which is right for unpadded and right-padded rows.</param>
    public Tensor Hidden(Tensor inputIds, Tensor? positionIds = null, AttentionContext? attention = null)
    {
        var time = (int)inputIds.size(1);
        var longest = attention?.Positions ?? time;
        if (longest > Config.ContextLength)
        {
            throw new ArgumentException(
                $"A sequence of {longest} tokens is longer than the model's context of {Config.ContextLength}.",
                nameof(inputIds)
            );
        }

        using var scope = NewDisposeScope();
        attention ??= AttentionContext.Causal;
        var rotation = _rotary.At(positionIds ?? attention.PositionIds, time, longest, Type);
        return _stack.Forward(inputIds, rotation, attention, GradientCheckpointing).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of hidden states, (…, vocabulary). For many positions at once use <see cref="TokenLogProbs"/>.</summary>
    /// <param name="hidden">States, (…, hidden).</param>
    public Tensor Logits(Tensor hidden) => nn.functional.linear(hidden, HeadWeight);

    /// <summary>
    /// Log-probability of every next token, (batch, time - 1): column t scores <c>inputIds[:, t + 1]</c>. Logits exist for
    /// a few hundred positions at a time, in the forward and in the backward pass.
    /// </summary>
    /// <param name="inputIds">Token ids, (batch, time), int64.</param>
    /// <param name="mask">Which next tokens count, (batch, time - 1), bool; null for all. The others get zero.</param>
    /// <param name="attention">Who sees whom; null for plain causal.</param>
    /// <param name="positionIds">Positions; see <see cref="Hidden"/>.</param>
    /// <param name="temperature">What logits are divided by. The default value is 1.</param>
    /// <param name="withEntropy">Whether the entropy of each distribution is wanted too.</param>
    public TokenScores TokenLogProbs(
        Tensor inputIds,
        Tensor? mask = null,
        AttentionContext? attention = null,
        Tensor? positionIds = null,
        double temperature = 1,
        bool withEntropy = false
    )
    {
        using var scope = NewDisposeScope();
        var (batch, columns) = (inputIds.size(0), inputIds.size(1) - 1);
        var hidden = Hidden(inputIds, positionIds, attention);
        var states = hidden.narrow(1, 0, columns).reshape(batch * columns, Config.HiddenSize);
        var targets = inputIds.narrow(1, 1, columns).reshape(batch * columns);
        if (mask is null)
        {
            return ScoreTargets(states, targets, temperature, withEntropy)
                .Select(scores => scores.view(batch, columns))
                .MoveToOuterScope();
        }

        var chosen = mask.reshape(batch * columns).nonzero().squeeze(1);
        return ScoreTargets(states.index_select(0, chosen), targets.index_select(0, chosen), temperature, withEntropy)
            .Select(scores =>
                zeros(batch * columns, dtype: scores.dtype, device: scores.device)
                    .scatter(0, chosen, scores)
                    .view(batch, columns)
            )
            .MoveToOuterScope();
    }

    /// <summary>Log-probability of one target per state, (count).</summary>
    /// <param name="states">Hidden states, (count, hidden).</param>
    /// <param name="targets">Token ids, (count), int64.</param>
    /// <param name="temperature">What logits are divided by. The default value is 1.</param>
    /// <param name="withEntropy">Whether the entropy of each distribution is wanted too.</param>
    public TokenScores ScoreTargets(Tensor states, Tensor targets, double temperature = 1, bool withEntropy = false) =>
        TokenScoring.Score(states, HeadWeight, targets, temperature, withEntropy);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var tensor in Shared)
            {
                tensor.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
