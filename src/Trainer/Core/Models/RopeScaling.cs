using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Trainer.Models;

/// <summary>How rotary frequencies are stretched beyond the length a model was trained at.</summary>
public sealed record RopeScaling
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The method: <c>linear</c>, <c>dynamic</c>, <c>yarn</c>, <c>llama3</c> or <c>default</c>.</summary>
    public string? RopeType { get; init; }

    /// <summary>The method under the key of older files.</summary>
    public string? Type { get; init; }

    /// <summary>How many times longer sequences become. The default value is 1.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Llama 3: wavelengths longer than the original context over this are divided by the factor.</summary>
    public double? LowFreqFactor { get; init; }

    /// <summary>Llama 3: wavelengths shorter than the original context over this stay.</summary>
    public double? HighFreqFactor { get; init; }

    /// <summary>The context the model was first trained at, in tokens. Absent: <c>max_position_embeddings</c>.</summary>
    public int? OriginalMaxPositionEmbeddings { get; init; }

    /// <summary>YaRN: what cosines and sines are multiplied by. Absent: 0.1·ln(factor) + 1.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>YaRN: dimensions that turn more often than this over the original context stay. Absent: 32.</summary>
    public double? BetaFast { get; init; }

    /// <summary>YaRN: dimensions that turn less often than this are divided by the factor. Absent: 1.</summary>
    public double? BetaSlow { get; init; }

    /// <summary>YaRN: weight of the logarithm in the default attention factor's numerator. Absent: 1.</summary>
    public double? Mscale { get; init; }

    /// <summary>YaRN: the same of its denominator, which is left out where this is absent.</summary>
    public double? MscaleAllDim { get; init; }

    /// <summary>YaRN: whether the borders between kept and divided dimensions are whole numbers. Absent: true.</summary>
    public bool? Truncate { get; init; }

    /// <summary>Keys of the file that mean nothing here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; init; }

    /// <summary>The method, whichever key named it.</summary>
    [JsonIgnore]
    public string? Kind => RopeType ?? Type;

    /// <summary>The angle per position of each pair of dimensions, 1 / theta^(2i/d), stretched.</summary>
    /// <param name="config">Base, head width, context and scaling.</param>
    internal static float[] Frequencies(ModelConfig config)
    {
        var scaling = config.RopeScaling;
        var frequencies = new float[config.HeadWidth / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            var frequency = (float)(1.0 / Math.Pow(config.RopeTheta, 2.0 * i / config.HeadWidth));
            frequencies[i] = scaling?.Kind switch
            {
                "linear" => (float)(frequency / scaling.Factor),
                "llama3" => scaling.StretchLikeLlama3(frequency),
                "yarn" => scaling.StretchLikeYarn(frequency, i, config),
                // Dynamic scaling begins beyond the model's context, where no sequence gets here.
                _ => frequency,
            };
        }

        return frequencies;
    }

    /// <summary>What cosines and sines are multiplied by, so that scores keep their spread over longer contexts.</summary>
    internal double Magnitude
    {
        get
        {
            if (Kind != "yarn")
            {
                return 1;
            }

            return AttentionFactor
                ?? (
                    Mscale is { } above && MscaleAllDim is { } below && above != 0 && below != 0
                        ? Spread(above) / Spread(below)
                        : Spread(1)
                );

            double Spread(double weight) => Factor <= 1 ? 1 : 0.1 * weight * Math.Log(Factor) + 1;
        }
    }

    /// <summary>The longest sequence, in tokens, for a model whose file says <paramref name="stated"/>.</summary>
    /// <remarks>YaRN is switched on by adding the scaling alone, and the file goes on to state the original context.</remarks>
    internal int ContextOf(int stated) =>
        Kind == "yarn"
            ? (int)Math.Min(int.MaxValue, Math.Max(stated, Factor * (OriginalMaxPositionEmbeddings ?? stated)))
            : stated;

    internal void Validate(string source, int context)
    {
        Require(
            Kind is null or "default" or "linear" or "dynamic" or "yarn" or "llama3",
            $"\"rope_type\" is {Kind}; it must be default, linear, dynamic, yarn or llama3"
        );
        Require(Factor > 0, $"\"factor\" is {Factor}; it must be positive");
        Require(
            Kind != "llama3"
                || (LowFreqFactor is > 0 && HighFreqFactor > LowFreqFactor && OriginalMaxPositionEmbeddings is > 0),
            "llama3 needs low_freq_factor < high_freq_factor and original_max_position_embeddings"
        );
        Require(
            Kind != "yarn"
                || (
                    Factor > 1
                    && (BetaSlow ?? 1) > 0
                    && (BetaFast ?? 32) > (BetaSlow ?? 1)
                    && OriginalMaxPositionEmbeddings is null or > 0
                    && AttentionFactor is null or > 0
                ),
            "yarn needs factor > 1, 0 < beta_slow < beta_fast, and a positive original_max_position_embeddings and attention_factor where they are given"
        );
        Require(
            Kind != "dynamic" || OriginalMaxPositionEmbeddings is null || OriginalMaxPositionEmbeddings >= context,
            $"dynamic scaling turns every key again as a sequence grows beyond \"original_max_position_embeddings\" "
                + $"({OriginalMaxPositionEmbeddings}), which cached keys cannot follow; lower \"max_position_embeddings\" to that number"
        );

        void Require(bool holds, string rule)
        {
            if (!holds)
            {
                throw new InvalidDataException($"{source}: \"rope_scaling\": {rule}.");
            }
        }
    }

    /// <summary>YaRN (arXiv 2309.00071): fast dimensions stay, slow ones are divided by the factor, between lies a ramp.</summary>
    private float StretchLikeYarn(double frequency, int pair, ModelConfig config)
    {
        double original = OriginalMaxPositionEmbeddings ?? config.MaxPositionEmbeddings;
        var (low, high) = (PairOf(BetaFast ?? 32), PairOf(BetaSlow ?? 1));
        if (Truncate ?? true)
        {
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        }

        (low, high) = (Math.Max(low, 0), Math.Min(high, config.HeadWidth - 1));
        high = low == high ? high + 0.001 : high;
        var slow = Math.Clamp((pair - low) / (high - low), 0, 1);
        return (float)(frequency / Factor * slow + frequency * (1 - slow));

        // Which pair of dimensions turns this often over the original context.
        double PairOf(double turns) =>
            config.HeadWidth * Math.Log(original / (turns * 2 * Math.PI)) / (2 * Math.Log(config.RopeTheta));
    }

    /// <summary>Long wavelengths are stretched, short ones stay, those between are blended.</summary>
    private float StretchLikeLlama3(float frequency)
    {
        double original = OriginalMaxPositionEmbeddings!.Value;
        double low = LowFreqFactor!.Value,
            high = HighFreqFactor!.Value;
        var wavelength = 2 * Math.PI / frequency;
        if (wavelength < original / high)
        {
            return frequency;
        }

        if (wavelength > original / low)
        {
            return (float)(frequency / Factor);
        }

        var share = (original / wavelength - low) / (high - low);
        return (float)((1 - share) * frequency / Factor + share * frequency);
    }
}
