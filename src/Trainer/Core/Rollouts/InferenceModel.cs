using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>Generation's forward pass over a prompt, and the pieces a decoder builds its steps from. No gradients.</summary>
internal sealed class InferenceModel(DecoderModel model) : IDisposable
{
    private readonly ModelConfig _config = model.Config;
    private readonly InferenceWeights _weights = new(model);

    public IReadOnlyList<InferenceLayer> Layers => _weights.Layers;

    private int Heads => _config.NumAttentionHeads;

    private int KeyHeads => _config.KeyValueHeads;

    private int Width => _config.HeadWidth;

    /// <summary>Reads prompts side by side: every matrix product takes the tokens of all of them, attention each prompt's alone.</summary>
    /// <returns>
    /// For each prompt its keys and values, (layers, 2, 1, key heads, length, head_dim), and the last token's logits,
    /// (1, vocabulary).
    /// </returns>
    public IReadOnlyList<(Tensor Prefix, Tensor Logits)> Read(IReadOnlyList<IReadOnlyList<int>> prompts)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var spans = Spans(prompts);
        var prefixes = prompts.Select(prompt => EmptyPrefix(prompt.Count)).ToArray();
        long[] positions = [.. prompts.SelectMany(prompt => Enumerable.Range(0, prompt.Count).Select(i => (long)i))];
        var rotation = model.Rotary.OfRows(tensor(positions, device: model.Device), (int)positions.Max(), model.Type);
        var states = Embed([.. prompts.SelectMany(prompt => prompt).Select(id => (long)id)]); // (tokens, hidden)
        for (var index = 0; index < _weights.Layers.Count; index++)
        {
            using var layerScope = NewDisposeScope();
            var layer = _weights.Layers[index];
            var (query, key, value) = Project(layer, states, rotation); // (tokens, heads, head_dim)
            var merged = empty_like(query);
            for (var p = 0; p < spans.Length; p++)
            {
                var (start, time) = spans[p];
                var (keys, values) = (key.narrow(0, start, time), value.narrow(0, start, time));
                prefixes[p][index, 0, 0].copy_(keys.transpose(0, 1));
                prefixes[p][index, 1, 0].copy_(values.transpose(0, 1));
                var mixed = nn.functional.scaled_dot_product_attention(
                    query.narrow(0, start, time).transpose(0, 1).unsqueeze(0),
                    Repeat(keys),
                    Repeat(values),
                    is_casual: true
                ); // (1, heads, time, head_dim)
                merged.narrow(0, start, time).copy_(mixed.squeeze(0).transpose(0, 1));
            }

            states = Finish(layer, states, merged.view(-1, Heads * Width)).MoveToOuterDisposeScope();
        }

        var logits = Logits(stack([.. spans.Select(span => states[span.Start + span.Time - 1])])); // (prompts, vocabulary)
        return
        [
            .. prefixes.Select(
                (prefix, p) =>
                    (prefix.MoveToOuterDisposeScope(), logits.narrow(0, p, 1).clone().MoveToOuterDisposeScope())
            ),
        ];
    }

    /// <inheritdoc />
    public void Dispose() => _weights.Dispose();

    /// <summary>(count, hidden).</summary>
    public Tensor Embed(long[] ids) => model.Stack.Embedding.index_select(0, tensor(ids, device: model.Device));

    /// <summary>(count, vocabulary).</summary>
    public Tensor Logits(Tensor states) => model.Logits(model.Stack.Norm.Forward(states));

    /// <summary>What logits divided by a temperature mean, (count, vocabulary), float32 on the CPU.</summary>
    public static Tensor Probabilities(Tensor logits, double temperature) =>
        nn.functional.softmax(logits.to(ScalarType.Float32) / temperature, -1).cpu();

    /// <summary>Rotated queries and keys, and values; (tokens, heads, head_dim).</summary>
    public (Tensor Query, Tensor Key, Tensor Value) Project(InferenceLayer layer, Tensor states, Rotation rotation)
    {
        var stacked = nn
            .functional.linear(layer.InputNorm.Forward(states), layer.QueryKeyValue, layer.QueryKeyValueBias)
            .view(states.size(0), Heads + 2 * KeyHeads, Width);
        var value = stacked.narrow(1, Heads + KeyHeads, KeyHeads);
        if (layer.QueryNorm is not null)
        {
            var query = layer.QueryNorm.Forward(stacked.narrow(1, 0, Heads));
            var key = layer.KeyNorm!.Forward(stacked.narrow(1, Heads, KeyHeads));
            return (rotation.Apply(query), rotation.Apply(key), value);
        }

        var rotated = rotation.Apply(stacked.narrow(1, 0, Heads + KeyHeads));
        return (rotated.narrow(1, 0, Heads), rotated.narrow(1, Heads, KeyHeads), value);
    }

    /// <summary>Output projection, feed-forward, and both additions to the stream.</summary>
    public static Tensor Finish(InferenceLayer layer, Tensor states, Tensor mixed)
    {
        states = states + nn.functional.linear(mixed, layer.Output, layer.OutputBias);
        var both = nn.functional.linear(layer.PostAttentionNorm.Forward(states), layer.GateUp);
        var inner = both.size(1) / 2;
        var gated = nn.functional.silu(both.narrow(1, 0, inner)).mul_(both.narrow(1, inner, inner));
        return states.add_(nn.functional.linear(gated, layer.Down));
    }

    private static (int Start, int Time)[] Spans(IReadOnlyList<IReadOnlyList<int>> prompts)
    {
        var start = 0;
        return
        [
            .. prompts.Select(prompt =>
            {
                var span = (start, prompt.Count);
                start += prompt.Count;
                return span;
            }),
        ];
    }

    private Tensor EmptyPrefix(int time) =>
        empty([_config.NumHiddenLayers, 2, 1, KeyHeads, time, Width], dtype: model.Type, device: model.Device);

    /// <summary>(time, key heads, head_dim) to (1, heads, time, head_dim).</summary>
    private Tensor Repeat(Tensor heads)
    {
        var time = heads.size(0);
        return heads
            .transpose(0, 1)
            .unsqueeze(1)
            .expand(KeyHeads, Heads / KeyHeads, time, Width)
            .reshape(1, Heads, time, Width);
    }
}
