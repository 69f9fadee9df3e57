using R1Code.Trainer.Models;

namespace R1Code.Trainer.Core.Tests.Models;

/// <summary>Configurations small enough to check by plain arithmetic, one per architecture feature.</summary>
internal static class TinyModels
{
    public static ModelConfig Config(string type) =>
        new()
        {
            ModelType = type.Split('-')[0],
            HiddenSize = 12,
            IntermediateSize = 20,
            NumHiddenLayers = 2,
            NumAttentionHeads = 4,
            NumKeyValueHeads = 2,
            HeadDim = type.Contains("-wide", StringComparison.Ordinal) ? 40 : 4,
            VocabSize = 17,
            MaxPositionEmbeddings = 64,
            RmsNormEps = 1e-5,
            RopeTheta = 100,
            TieWordEmbeddings = type.StartsWith("qwen", StringComparison.Ordinal),
            AttentionBias = type.EndsWith("-bias", StringComparison.Ordinal),
            RopeScaling = type[(type.LastIndexOf('-') + 1)..] switch
            {
                "linear" => new RopeScaling { RopeType = "linear", Factor = 2 },
                "dynamic" => new RopeScaling { Type = "dynamic", Factor = 1 },
                "llama3" => new RopeScaling
                {
                    RopeType = "llama3",
                    Factor = 4,
                    LowFreqFactor = 1,
                    HighFreqFactor = 4,
                    OriginalMaxPositionEmbeddings = 32,
                },
                "yarn" => new RopeScaling
                {
                    Type = "yarn",
                    RopeType = "yarn",
                    Factor = 4,
                    OriginalMaxPositionEmbeddings = 32,
                },
                _ => null,
            },
            InitializerRange = 0.3,
        };

    public static TheoryData<string> Types =>
        [
            "llama",
            "llama-bias",
            "llama-llama3",
            "llama-linear",
            "llama-dynamic",
            "qwen2",
            "qwen3",
            "qwen3-wide",
            "qwen3-wide-yarn",
        ];
}
