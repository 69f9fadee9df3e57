using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>Grouped-query attention with rotary positions and, for Qwen3, normalised heads.</summary>
internal sealed class Attention : nn.Module
{
    private readonly int _heads;
    private readonly int _keyHeads;
    private readonly int _width;

    public Attention(ModelConfig config, Device device, ScalarType type)
        : base(nameof(Attention))
    {
        (_heads, _keyHeads, _width) = (config.NumAttentionHeads, config.KeyValueHeads, config.HeadWidth);
        long queries = _heads * _width,
            keys = _keyHeads * _width;

        (var parts, StackedWeight, StackedBias) = Projection.Stacked(
            config.HiddenSize,
            [queries, keys, keys],
            config.HasInputBias,
            device,
            type
        );
        (Query, Key, Value) = (parts[0], parts[1], parts[2]);
        Output = new Projection(queries, config.HiddenSize, config.HasOutputBias, device, type);
        register_module("q_proj", Query);
        register_module("k_proj", Key);
        register_module("v_proj", Value);
        register_module("o_proj", Output);
        if (config.HasHeadNorm)
        {
            QueryNorm = new RmsNorm(_width, config.RmsNormEps, device, type);
            KeyNorm = new RmsNorm(_width, config.RmsNormEps, device, type);
            register_module("q_norm", QueryNorm);
            register_module("k_norm", KeyNorm);
        }
    }

    public Projection Query { get; }

    public Projection Key { get; }

    public Projection Value { get; }

    public Projection Output { get; }

    public RmsNorm? QueryNorm { get; }

    public RmsNorm? KeyNorm { get; }

    /// <summary>Query, key and value weights below each other: the storage the three parameters are rows of.</summary>
    public Tensor StackedWeight { get; }

    /// <summary>Their biases, likewise.</summary>
    public Tensor? StackedBias { get; }

    public Tensor Forward(Tensor input, Rotation rotation, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var (batch, time) = (input.size(0), input.size(1));

        var query = Query.Forward(input).view(batch, time, _heads, _width);
        var key = Key.Forward(input).view(batch, time, _keyHeads, _width);
        var value = Value.Forward(input).view(batch, time, _keyHeads, _width);
        if (QueryNorm is not null)
        {
            (query, key) = (QueryNorm.Forward(query), KeyNorm!.Forward(key));
        }

        var mixed = nn.functional.scaled_dot_product_attention(
            rotation.Apply(query).transpose(1, 2), // (batch, heads, time, head_dim)
            ForEveryHead(rotation.Apply(key)),
            ForEveryHead(value),
            attn_mask: bias!,
            is_casual: bias is null
        );
        var merged = mixed.transpose(1, 2).reshape(batch, time, _heads * _width);
        return Output.Forward(merged).MoveToOuterDisposeScope();
    }

    /// <summary>(batch, time, key heads, head_dim) to (batch, heads, time, head_dim), each key head serving its queries.</summary>
    private Tensor ForEveryHead(Tensor heads)
    {
        var (batch, time) = (heads.size(0), heads.size(1));
        var first = heads.transpose(1, 2);
        return _heads == _keyHeads
            ? first
            : first
                .unsqueeze(2)
                .expand(batch, _keyHeads, _heads / _keyHeads, time, _width)
                .reshape(batch, _heads, time, _width);
    }
}
