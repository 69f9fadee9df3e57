namespace R1Code.Trainer.Models;

/// <summary>How much memory training takes, told before it starts.</summary>
public static class MemoryEstimate
{
    /// <summary>Weights, and gradients and both moments of what learns, in bytes; a half type adds a float32 copy.</summary>
    /// <param name="weights">Weights of the model, adapters not counted.</param>
    /// <param name="learned">Those that learn: all of them, or the adapters' alone.</param>
    /// <param name="bytesPerWeight">4 for float32, 2 for half types.</param>
    /// <param name="workers">Threads that compute gradients, each with gradients of its own.</param>
    public static double Training(double weights, double learned, int bytesPerWeight = 4, int workers = 1) =>
        (weights * bytesPerWeight) + (learned * ((workers * bytesPerWeight) + 8 + (bytesPerWeight == 4 ? 0 : 4)));

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
        var attention = 5.0 * config.HiddenSize + 5 * heads + 4 * keys;
        var feedForward = 3.0 * config.HiddenSize + 4.0 * config.IntermediateSize;
        var slice = Math.Min(tokens, TokenSlices.Tokens);
        var rows = Math.Min(tokens, Math.Max(time, TokenSlices.Tokens));
        // Checkpointing keeps every layer's input, and of one layer a slice with its gradients.
        var layers = checkpointing
            ? tokens * config.NumHiddenLayers * config.HiddenSize + 2 * (rows * attention + slice * feedForward)
            : tokens * config.NumHiddenLayers * (attention + feedForward);
        var logits = Math.Min(tokens, TokenScoring.RowsOf(config.VocabSize)) * config.VocabSize;
        return bytesPerValue * (layers + tokens * 4.0 * config.HiddenSize) + 3 * 4.0 * logits;
    }
}
