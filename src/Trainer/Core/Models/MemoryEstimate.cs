namespace R1Code.Trainer.Models;

/// <summary>How much memory training takes, told before it starts.</summary>
public static class MemoryEstimate
{
    /// <summary>Weights, gradients and both moments, in bytes; a half type adds its float32 copy.</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="bytesPerWeight">4 for float32, 2 for half types.</param>
    public static double Training(ModelConfig config, int bytesPerWeight = 4) =>
        (double)config.ParameterCount * (2 * bytesPerWeight + 8 + (bytesPerWeight == 4 ? 0 : 4));

    /// <summary>What the forward pass keeps for the backward pass, in bytes, logits chunks included.</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="batch">Rows of a micro-batch.</param>
    /// <param name="time">Tokens of its longest row.</param>
    /// <param name="checkpointing">Whether only the layers' inputs are kept and one layer at a time is computed again.</param>
    /// <param name="bytesPerValue">4 for float32, 2 for half types.</param>
    public static double Activations(ModelConfig config, int batch, int time, bool checkpointing, int bytesPerValue = 4)
    {
        double tokens = (double)batch * time;
        double heads = config.NumAttentionHeads * config.HeadWidth;
        double keys = config.KeyValueHeads * config.HeadWidth;
        // Per token: norms' inputs, scaled inputs and outputs; projections before and after rotation; keys and
        // values repeated for every head; attention's output; gate, its activation, up, their product.
        var perLayer = 8.0 * config.HiddenSize + 5 * heads + 4 * keys + 4.0 * config.IntermediateSize;
        var kept = checkpointing
            ? (double)config.NumHiddenLayers * config.HiddenSize + 2 * perLayer // one layer with its gradients
            : config.NumHiddenLayers * perLayer;
        return tokens * bytesPerValue * (kept + 4.0 * config.HiddenSize) + 3 * 4.0 * (2 << 20);
    }
}
