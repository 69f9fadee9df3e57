using System.Text.Json;
using R1Code.Trainer.Models;

namespace R1Code.Trainer.Core.Tests.Models;

/// <summary>Frequencies against numbers computed from each method's formula outside this code base, in double precision.</summary>
public sealed class RopeScalingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(16, 0.03162277660168379)]
    [InlineData(24, 0.005375321490790102)]
    [InlineData(31, 0.0008029597275452302)]
    [InlineData(39, 6.490394320837028e-05)]
    [InlineData(63, 3.102344401879299e-07)]
    public void Yarn_KeepsFastDimensionsAndStretchesSlowOnes(int pair, double expected)
    {
        // As Qwen2.5's model cards say to go beyond 32,768 tokens.
        var config = Config(
            128,
            1e6,
            32768,
            """{"factor": 4.0, "original_max_position_embeddings": 32768, "type": "yarn"}"""
        );

        AssertClose(expected, RopeScaling.Frequencies(config)[pair]);
        AssertClose(1.1386294361119891, config.RopeScaling!.Magnitude);
        Assert.Equal(131072, config.ContextLength);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12, 0.025771617010610374)]
    [InlineData(31, 1.666901790204155e-05)]
    public void Yarn_TakesItsOwnBorders_WhenTheFileNamesThem(int pair, double expected)
    {
        var config = Config(
            64,
            10_000,
            16384,
            """{"rope_type": "yarn", "factor": 8, "original_max_position_embeddings": 2048, "beta_fast": 16, "beta_slow": 2, "truncate": false, "mscale": 1.0, "mscale_all_dim": 0.5}"""
        );

        AssertClose(expected, RopeScaling.Frequencies(config)[pair]);
        AssertClose((0.1 * Math.Log(8) + 1) / (0.05 * Math.Log(8) + 1), config.RopeScaling!.Magnitude);
        Assert.Equal(16384, config.ContextLength);
    }

    [Fact]
    public void Linear_DividesEveryFrequency()
    {
        var plain = RopeScaling.Frequencies(Config(64, 10_000, 4096, "null"));
        var scaled = RopeScaling.Frequencies(Config(64, 10_000, 4096, """{"type": "linear", "factor": 2.0}"""));

        Assert.Equal(plain.Select(f => f / 2), scaled);
    }

    [Fact]
    public void Dynamic_ChangesNothing_WithinTheModelsContext()
    {
        var plain = RopeScaling.Frequencies(Config(64, 10_000, 4096, "null"));
        var scaled = RopeScaling.Frequencies(Config(64, 10_000, 4096, """{"type": "dynamic", "factor": 2.0}"""));

        Assert.Equal(plain, scaled);
    }

    [Theory]
    [InlineData("""{"type": "longrope", "factor": 4.0}""", "\"rope_type\" is longrope")]
    [InlineData("""{"type": "yarn"}""", "yarn needs factor > 1")]
    [InlineData("""{"type": "yarn", "factor": 2, "beta_fast": 1, "beta_slow": 2}""", "beta_slow < beta_fast")]
    [InlineData("""{"type": "linear", "factor": 0}""", "\"factor\" is 0")]
    [InlineData("""{"rope_type": "llama3", "factor": 8.0}""", "llama3 needs low_freq_factor")]
    [InlineData(
        """{"rope_type": "dynamic", "factor": 4, "original_max_position_embeddings": 1024}""",
        "lower \"max_position_embeddings\" to that number"
    )]
    public void Load_NamesFileAndKey_WhenAScalingCannotBeComputed(string scaling, string message)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Config(64, 10_000, 4096, scaling));

        Assert.Contains("config.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"rope_scaling\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ReadsTheScaling_OfNewerFiles()
    {
        using var folder = new TemporaryFolder();
        var json =
            """{"model_type": "qwen3", "hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 1, "head_dim": 64, "vocab_size": 8, "max_position_embeddings": 100, "rope_parameters": {"rope_type": "yarn", "rope_theta": 5000.0, "factor": 2.0, "original_max_position_embeddings": 100}}""";
        File.WriteAllText(Path.Combine(folder.Path, "config.json"), json);

        var config = ModelConfig.Load(folder.Path);

        Assert.Equal(5000, config.RopeTheta);
        Assert.Equal(200, config.ContextLength);
        Assert.Equal("yarn", config.RopeScaling!.Kind);
    }

    private static ModelConfig Config(int headWidth, double theta, int context, string scaling)
    {
        using var folder = new TemporaryFolder();
        var json = JsonSerializer.Serialize(
            new Dictionary<string, object?>
            {
                ["model_type"] = "llama",
                ["hidden_size"] = headWidth,
                ["intermediate_size"] = 8,
                ["num_hidden_layers"] = 1,
                ["num_attention_heads"] = 1,
                ["vocab_size"] = 8,
                ["max_position_embeddings"] = context,
                ["rope_theta"] = theta,
                ["rope_scaling"] = JsonDocument.Parse(scaling).RootElement,
            }
        );
        File.WriteAllText(Path.Combine(folder.Path, "config.json"), json);
        return ModelConfig.Load(folder.Path);
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.Equal(expected, actual, tolerance: 1e-6 * expected);
}
