using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Trainer.Models;

/// <summary>
/// The shape of a decoder, as Hugging Face's <c>config.json</c> names it. Llama, Qwen2/2.5 and dense Qwen3. Keys this
/// record does not know are kept and written back.
/// </summary>
public sealed record ModelConfig
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <summary>The architecture's family: <c>llama</c>, <c>qwen2</c> or <c>qwen3</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>The class that other libraries load the checkpoint with.</summary>
    public IReadOnlyList<string>? Architectures { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of decoder layers.</summary>
    public required int NumHiddenLayers { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Number of key and value heads. Absent: as many as query heads.</summary>
    public int? NumKeyValueHeads { get; init; }

    /// <summary>Width of one head. Absent: hidden size over heads (128 for Qwen3, as its own library has it).</summary>
    public int? HeadDim { get; init; }

    /// <summary>Rows of the embedding; may exceed the tokenizer's vocabulary.</summary>
    public required int VocabSize { get; init; }

    /// <summary>The longest sequence, in tokens. The default value is 2,048.</summary>
    public int MaxPositionEmbeddings { get; init; } = 2048;

    /// <summary>The epsilon of every RMS norm. The default value is 1e-6.</summary>
    public double RmsNormEps { get; init; } = 1e-6;

    /// <summary>Base of the rotary frequencies. The default value is 10,000.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>How the rotary frequencies are stretched; null for not at all.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Whether the output projection is the embedding.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>Whether attention projections carry biases. Qwen2 has them on q, k and v whatever this says.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>The feed-forward activation; only <c>silu</c> is computed.</summary>
    public string HiddenAct { get; init; } = "silu";

    /// <summary>The type the checkpoint's tensors have: <c>float32</c>, <c>float16</c> or <c>bfloat16</c>.</summary>
    public string? TorchDtype { get; init; }

    /// <summary>The token that begins a sequence.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>The tokens that end a sequence: one number or a list in the file.</summary>
    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<int>? EosTokenId { get; init; }

    /// <summary>The padding token.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>Spread of the random initial weights. The default value is 0.02.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Keys of the file that mean nothing here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; init; }

    /// <summary>Number of key and value heads, with the default filled in.</summary>
    [JsonIgnore]
    public int KeyValueHeads => NumKeyValueHeads ?? NumAttentionHeads;

    /// <summary>Width of one head, with the default filled in.</summary>
    [JsonIgnore]
    public int HeadWidth => HeadDim ?? (ModelType == "qwen3" ? 128 : HiddenSize / NumAttentionHeads);

    /// <summary>Whether q, k and v carry biases.</summary>
    [JsonIgnore]
    public bool HasInputBias => ModelType == "qwen2" || AttentionBias;

    /// <summary>Whether the attention's output projection carries a bias.</summary>
    [JsonIgnore]
    public bool HasOutputBias => ModelType != "qwen2" && AttentionBias;

    /// <summary>Whether every head's query and key are normalised.</summary>
    [JsonIgnore]
    public bool HasHeadNorm => ModelType == "qwen3";

    /// <summary>The longest sequence in tokens, with what the rotary scaling adds.</summary>
    [JsonIgnore]
    public int ContextLength => RopeScaling?.ContextOf(MaxPositionEmbeddings) ?? MaxPositionEmbeddings;

    /// <summary>How many weights the model has, tied ones counted once.</summary>
    [JsonIgnore]
    public long ParameterCount => Weights.ShapesOf(this).Sum(weight => weight.Shape.Aggregate(1L, (a, b) => a * b));

    /// <summary>Reads and checks a <c>config.json</c>.</summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <exception cref="InvalidDataException">The file is missing, malformed or describes another architecture.</exception>
    public static ModelConfig Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "config.json") : path;
        try
        {
            var config =
                JsonSerializer.Deserialize<ModelConfig>(File.ReadAllText(file), Json)
                ?? throw new InvalidDataException($"{file}: the file is empty.");
            return ConfigAliases.Resolve(config).Validate(file);
        }
        catch (Exception failure) when (failure is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{file}: {failure.Message}", failure);
        }
    }

    /// <summary>The text of <c>config.json</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Returns this, or says which key has a value that cannot be computed with.</summary>
    /// <param name="source">Where the configuration came from, for the message.</param>
    /// <exception cref="InvalidDataException">A value is out of range or not supported.</exception>
    public ModelConfig Validate(string source = "model configuration")
    {
        Require(ModelType is "llama" or "qwen2" or "qwen3", "model_type", ModelType, "must be llama, qwen2 or qwen3");
        Require(HiddenSize > 0, "hidden_size", HiddenSize, "must be positive");
        Require(IntermediateSize > 0, "intermediate_size", IntermediateSize, "must be positive");
        Require(NumHiddenLayers > 0, "num_hidden_layers", NumHiddenLayers, "must be positive");
        Require(NumAttentionHeads > 0, "num_attention_heads", NumAttentionHeads, "must be positive");
        Require(
            KeyValueHeads > 0 && NumAttentionHeads % KeyValueHeads == 0,
            "num_key_value_heads",
            KeyValueHeads,
            $"must divide num_attention_heads ({NumAttentionHeads})"
        );
        Require(
            HeadWidth > 0 && HeadWidth % 2 == 0,
            "head_dim",
            HeadWidth,
            "must be even and positive (rotary positions pair its two halves)"
        );
        Require(VocabSize > 0, "vocab_size", VocabSize, "must be positive");
        Require(MaxPositionEmbeddings > 0, "max_position_embeddings", MaxPositionEmbeddings, "must be positive");
        Require(RmsNormEps > 0, "rms_norm_eps", RmsNormEps, "must be positive");
        Require(RopeTheta > 0, "rope_theta", RopeTheta, "must be positive");
        Require(HiddenAct == "silu", "hidden_act", HiddenAct, "must be silu");
        Require(
            TorchDtype is null or "float32" or "float16" or "bfloat16",
            "torch_dtype",
            TorchDtype,
            "must be float32, float16 or bfloat16"
        );
        Require(!IsTrue("mlp_bias"), "mlp_bias", true, "is not supported: the feed-forward layer has no biases here");
        Require(
            !IsTrue("use_sliding_window") || NumberOf("max_window_layers") >= NumHiddenLayers,
            "use_sliding_window",
            true,
            "is not supported: attention is full here, in every layer"
        );
        Require(
            Other?.TryGetValue("layer_types", out var layers) is not true
                || layers.ValueKind != JsonValueKind.Array
                || layers.EnumerateArray().All(layer => layer.ValueEquals("full_attention")),
            "layer_types",
            "not full_attention in every layer",
            "must be: attention is full here"
        );
        Require(
            Other?.TryGetValue("quantization_config", out var quantized) is not true
                || quantized.ValueKind == JsonValueKind.Null,
            "quantization_config",
            "given",
            "is not supported: weights are float32, float16 or bfloat16 here"
        );
        Require(
            NumberOf("partial_rotary_factor") is null or 1,
            "partial_rotary_factor",
            NumberOf("partial_rotary_factor"),
            "must be 1: every dimension of a head is rotated here"
        );
        RopeScaling?.Validate(source, MaxPositionEmbeddings);
        return this;

        void Require(bool holds, string key, object? value, string rule)
        {
            if (!holds)
            {
                throw new InvalidDataException($"{source}: \"{key}\" is {value ?? "null"}; it {rule}.");
            }
        }
    }

    private double? NumberOf(string key) =>
        Other is not null && Other.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    private bool IsTrue(string key) =>
        Other is not null && Other.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.True;
}
