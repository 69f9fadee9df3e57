using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>Embedding, layers and last norm: everything under <c>model.</c> in a checkpoint.</summary>
internal sealed class DecoderStack : nn.Module
{
    private readonly TokenEmbedding _embedding;
    private readonly DecoderLayer[] _layers;
    private readonly RmsNorm _norm;

    public DecoderStack(ModelConfig config, Device device, ScalarType type)
        : base(nameof(DecoderStack))
    {
        _embedding = new TokenEmbedding(config, device, type);
        _layers = [.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new DecoderLayer(config, device, type))];
        _norm = new RmsNorm(config.HiddenSize, config.RmsNormEps, device, type);

        register_module("embed_tokens", _embedding);
        register_module("layers", new ModuleList<DecoderLayer>(_layers));
        register_module("norm", _norm);
    }

    public Tensor Embedding => _embedding.Weight;

    public IReadOnlyList<DecoderLayer> Layers => _layers;

    public RmsNorm Norm => _norm;

    public Tensor Forward(Tensor inputIds, Rotation rotation, AttentionContext attention, bool checkpointing)
    {
        var states = _embedding.Forward(inputIds); // (batch, time, hidden)
        var bias = attention.Bias(states.dtype);
        checkpointing &= is_grad_enabled();
        foreach (var layer in _layers)
        {
            states = checkpointing
                ? CheckpointedLayer.Forward(layer, states, rotation, bias)
                : layer.Forward(states, rotation, bias);
        }

        return checkpointing ? CheckpointedNorm.Forward(_norm, states) : _norm.Forward(states);
    }
}

/// <summary>The rows that token ids stand for.</summary>
internal sealed class TokenEmbedding : nn.Module
{
    public TokenEmbedding(ModelConfig config, Device device, ScalarType type)
        : base(nameof(TokenEmbedding))
    {
        Weight = new Parameter(zeros(config.VocabSize, config.HiddenSize, dtype: type, device: device));
        register_parameter("weight", Weight);
    }

    public Parameter Weight { get; }

    /// <summary>(…) token ids to (…, hidden) states.</summary>
    public Tensor Forward(Tensor ids) => EmbeddingRows.Of(Weight, ids.reshape(-1)).view([.. ids.shape, Weight.size(1)]);
}
