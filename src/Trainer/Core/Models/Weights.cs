namespace R1Code.Trainer.Models;

/// <summary>Name and shape of one weight of a checkpoint.</summary>
/// <param name="Name">The name in Hugging Face checkpoints.</param>
/// <param name="Shape">The shape.</param>
public sealed record WeightShape(string Name, long[] Shape);

/// <summary>What a checkpoint of a configuration must hold.</summary>
public static class Weights
{
    /// <summary>Every weight of the model in the order of the forward pass; a tied output projection is not listed.</summary>
    public static IEnumerable<WeightShape> ShapesOf(ModelConfig config)
    {
        long hidden = config.HiddenSize,
            inner = config.IntermediateSize,
            head = config.HeadWidth;
        var queries = config.NumAttentionHeads * head;
        var keys = config.KeyValueHeads * head;

        yield return new("model.embed_tokens.weight", [config.VocabSize, hidden]);
        for (var layer = 0; layer < config.NumHiddenLayers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            yield return new(prefix + "input_layernorm.weight", [hidden]);
            foreach (var (name, rows) in new[] { ("q_proj", queries), ("k_proj", keys), ("v_proj", keys) })
            {
                yield return new($"{prefix}self_attn.{name}.weight", [rows, hidden]);
                if (config.HasInputBias)
                {
                    yield return new($"{prefix}self_attn.{name}.bias", [rows]);
                }
            }

            yield return new(prefix + "self_attn.o_proj.weight", [hidden, queries]);
            if (config.HasOutputBias)
            {
                yield return new(prefix + "self_attn.o_proj.bias", [hidden]);
            }

            if (config.HasHeadNorm)
            {
                yield return new(prefix + "self_attn.q_norm.weight", [head]);
                yield return new(prefix + "self_attn.k_norm.weight", [head]);
            }

            yield return new(prefix + "post_attention_layernorm.weight", [hidden]);
            yield return new(prefix + "mlp.gate_proj.weight", [inner, hidden]);
            yield return new(prefix + "mlp.up_proj.weight", [inner, hidden]);
            yield return new(prefix + "mlp.down_proj.weight", [hidden, inner]);
        }

        yield return new("model.norm.weight", [hidden]);
        if (!config.TieWordEmbeddings)
        {
            yield return new("lm_head.weight", [config.VocabSize, hidden]);
        }
    }
}
