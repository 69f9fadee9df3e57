using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>Decoding by tensor operations alone: any device, any type.</summary>
internal sealed class TorchDecoder(DecoderModel model, InferenceModel inference, int maxRows) : IDecoder
{
    private readonly ModelConfig _config = model.Config;
    private readonly KeyValueCache _cache = new(model.Config, maxRows, model.Device, model.Type);

    public void AddRow(Tensor prefix) => _cache.AddRow(prefix);

    public void RemoveRow(int row) => _cache.RemoveRow(row);

    public Tensor Step(long[] lastIds, double temperature)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        _cache.BeginStep();
        var (rows, keyHeads, width) = (_cache.Rows, _config.KeyValueHeads, _config.HeadWidth);
        var positions = new long[rows];
        for (var row = 0; row < rows; row++)
        {
            positions[row] = _cache.LengthOf(row);
        }

        var rotation = model.Rotary.OfRows(tensor(positions, device: model.Device), (int)positions.Max(), model.Type);
        var mask = _cache.Mask();
        var states = inference.Embed(lastIds); // (rows, hidden)
        for (var index = 0; index < inference.Layers.Count; index++)
        {
            using var layerScope = NewDisposeScope();
            var layer = inference.Layers[index];
            var (query, key, value) = inference.Project(layer, states, rotation); // (rows, heads, head_dim)
            var (keys, values) = _cache.Append(index, key, value);
            // The queries that share a key head stand where time would: one query each, nothing repeated.
            var mixed = nn.functional.scaled_dot_product_attention(
                query.reshape(rows, keyHeads, _config.NumAttentionHeads / keyHeads, width),
                keys,
                values,
                attn_mask: mask!
            );
            var merged = mixed.reshape(rows, _config.NumAttentionHeads * width);
            states = InferenceModel.Finish(layer, states, merged).MoveToOuterDisposeScope();
        }

        _cache.EndStep();
        return InferenceModel.Probabilities(inference.Logits(states), temperature).MoveToOuterDisposeScope();
    }

    public void Dispose() => _cache.Dispose();
}
