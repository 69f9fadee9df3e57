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

    /// <summary>The method: <c>linear</c>, <c>llama3</c> or <c>default</c>.</summary>
    public string? RopeType { get; init; }

    /// <summary>The method under the key of older files.</summary>
    public string? Type { get; init; }

    /// <summary>How many times longer sequences become. The default value is 1.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Llama 3: wavelengths longer than the original context over this are divided by the factor.</summary>
    public double? LowFreqFactor { get; init; }

    /// <summary>Llama 3: wavelengths shorter than the original context over this stay.</summary>
    public double? HighFreqFactor { get; init; }

    /// <summary>The context the model was first trained at, in tokens.</summary>
    public int? OriginalMaxPositionEmbeddings { get; init; }

    /// <summary>Keys of the file that mean nothing here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; init; }

    /// <summary>The method, whichever key named it.</summary>
    [JsonIgnore]
    public string? Kind => RopeType ?? Type;

    /// <summary>The angle per position of each pair of dimensions, 1 / theta^(2i/d), stretched.</summary>
    /// <param name="theta">Base of the frequencies.</param>
    /// <param name="headWidth">Width of one head.</param>
    /// <param name="scaling">The stretch, or null.</param>
    internal static float[] Frequencies(double theta, int headWidth, RopeScaling? scaling)
    {
        var frequencies = new float[headWidth / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            var frequency = (float)(1.0 / Math.Pow(theta, 2.0 * i / headWidth));
            frequencies[i] = scaling?.Kind switch
            {
                "linear" => (float)(frequency / scaling.Factor),
                "llama3" => scaling.StretchLikeLlama3(frequency),
                _ => frequency,
            };
        }

        return frequencies;
    }

    internal void Validate(string source)
    {
        Require(
            Kind is null or "default" or "linear" or "llama3",
            $"\"rope_type\" is {Kind}; it must be linear or llama3"
        );
        Require(Factor > 0, $"\"factor\" is {Factor}; it must be positive");
        Require(
            Kind != "llama3"
                || (LowFreqFactor is > 0 && HighFreqFactor > LowFreqFactor && OriginalMaxPositionEmbeddings is > 0),
            "llama3 needs low_freq_factor < high_freq_factor and original_max_position_embeddings"
        );

        void Require(bool holds, string rule)
        {
            if (!holds)
            {
                throw new InvalidDataException($"{source}: \"rope_scaling\": {rule}.");
            }
        }
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
