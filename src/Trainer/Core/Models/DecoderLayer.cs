using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>Attention and feed-forward, each behind a norm and added to the stream.</summary>
internal sealed class DecoderLayer : nn.Module
{
    public DecoderLayer(ModelConfig config, Device device, ScalarType type)
        : base(nameof(DecoderLayer))
    {
        InputNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, device, type);
        Attention = new Attention(config, device, type);
        PostAttentionNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, device, type);
        FeedForward = new FeedForward(config, device, type);

        register_module("input_layernorm", InputNorm);
        register_module("self_attn", Attention);
        register_module("post_attention_layernorm", PostAttentionNorm);
        register_module("mlp", FeedForward);
    }

    public RmsNorm InputNorm { get; }

    public Attention Attention { get; }

    public RmsNorm PostAttentionNorm { get; }

    public FeedForward FeedForward { get; }

    /// <summary>The storage that parameters of this layer are rows of.</summary>
    public IEnumerable<Tensor> Shared =>
        new[] { Attention.StackedWeight, Attention.StackedBias, FeedForward.StackedWeight }.OfType<Tensor>();

    /// <summary>The layer's projections by name within the layer.</summary>
    public IEnumerable<(string Name, Projection Projection)> Projections() =>
        [
            ("self_attn.q_proj", Attention.Query),
            ("self_attn.k_proj", Attention.Key),
            ("self_attn.v_proj", Attention.Value),
            ("self_attn.o_proj", Attention.Output),
            ("mlp.gate_proj", FeedForward.Gate),
            ("mlp.up_proj", FeedForward.Up),
            ("mlp.down_proj", FeedForward.Down),
        ];

    public Tensor Forward(Tensor states, Rotation rotation, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        return Feed(Attend(states, rotation, bias)).MoveToOuterDisposeScope();
    }

    /// <summary>The first half: attention, added to the stream. Rows do not see each other.</summary>
    public Tensor Attend(Tensor states, Rotation rotation, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        return (states + Attention.Forward(InputNorm.Forward(states), rotation, bias)).MoveToOuterDisposeScope();
    }

    /// <summary>The second half: the feed-forward layer, added to the stream. Tokens do not see each other.</summary>
    public Tensor Feed(Tensor attended)
    {
        using var scope = NewDisposeScope();
        return (attended + FeedForward.Forward(PostAttentionNorm.Forward(attended))).MoveToOuterDisposeScope();
    }
}
