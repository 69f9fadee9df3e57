using System.Text.Json.Nodes;
using R1Code.Trainer.Models;

namespace R1Code.Trainer.Core.Tests.Models;

/// <summary>The config.json files that makers of these families write, and those that cannot be computed with.</summary>
public sealed class ModelConfigTests
{
    [Theory]
    [InlineData("""{"use_sliding_window": false, "sliding_window": 4096, "max_window_layers": 1}""")]
    [InlineData("""{"use_sliding_window": true, "sliding_window": 4096, "max_window_layers": 2}""")]
    [InlineData("""{"layer_types": ["full_attention", "full_attention"], "sliding_window": null}""")]
    [InlineData("""{"rope_scaling": null, "quantization_config": null, "mlp_bias": false, "attention_bias": false}""")]
    [InlineData("""{"rope_scaling": {"type": "linear", "factor": 2.0}, "pretraining_tp": 1}""")]
    [InlineData("""{"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0}, "dtype": "bfloat16"}""")]
    public void Load_TakesWhatChangesNothingHere(string keys) => Assert.Equal(2, Load(keys).NumHiddenLayers);

    [Theory]
    [InlineData("""{"use_sliding_window": true, "max_window_layers": 1}""", "use_sliding_window")]
    [InlineData("""{"use_sliding_window": true}""", "use_sliding_window")]
    [InlineData("""{"layer_types": ["full_attention", "sliding_attention"]}""", "layer_types")]
    [InlineData("""{"quantization_config": {"quant_method": "gptq"}}""", "quantization_config")]
    [InlineData("""{"mlp_bias": true}""", "mlp_bias")]
    [InlineData("""{"dtype": 16}""", "dtype")]
    [InlineData("""{"model_type": "gemma"}""", "model_type")]
    public void Load_NamesFileAndKey_WhenItCannotComputeWithAValue(string keys, string key)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Load(keys));

        Assert.Contains("config.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ReadsNewerSpellings()
    {
        var config = Load(
            """{"dtype": "bfloat16", "rope_parameters": {"rope_type": "linear", "factor": 4.0, "rope_theta": 500000.0}}"""
        );

        Assert.Equal("bfloat16", config.TorchDtype);
        Assert.Equal(500_000, config.RopeTheta);
        Assert.Equal(4, config.RopeScaling!.Factor);
    }

    private static ModelConfig Load(string keys)
    {
        using var folder = new TemporaryFolder();
        var file = JsonNode
            .Parse(
                """{"model_type": "qwen2", "hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2, "vocab_size": 8}"""
            )!
            .AsObject();
        foreach (var (key, value) in JsonNode.Parse(keys)!.AsObject())
        {
            file[key] = value?.DeepClone();
        }

        File.WriteAllText(Path.Combine(folder.Path, "config.json"), file.ToJsonString());
        return ModelConfig.Load(folder.Path);
    }
}
