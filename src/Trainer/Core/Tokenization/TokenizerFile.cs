using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Code.Trainer.Tokenization;

/// <summary>A token beside the merged vocabulary.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">Whether it only controls the conversation.</param>
internal sealed record AddedToken(int Id, string Content, bool Special)
{
    /// <summary>Whether it is looked for in the normalised text rather than in the text as it was given.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether it swallows the white space before it.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Whether it swallows the white space after it.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Whether it is no token where letters, digits or underscores touch it.</summary>
    public bool SingleWord { get; init; }
}

/// <summary>
/// What a byte-level tokenizer.json says. Files that ask for something not computed here (SentencePiece pieces, other
/// models) are refused with the key.
/// </summary>
internal sealed class TokenizerFile
{
    private readonly string _path;

    private TokenizerFile(string path, JsonNode root)
    {
        _path = path;
        var model = root["model"] ?? throw Fault("model", "is missing");
        var type = model["type"]?.GetValue<string>();
        Require(type is null or "BPE", "model.type", $"is {type}; only byte-level BPE is read here (Llama 3, Qwen)");
        Require(
            model["byte_fallback"]?.GetValue<bool>() is not true,
            "model.byte_fallback",
            "is true, as in SentencePiece vocabularies (Llama 1 and 2); only byte-level BPE is read here (Llama 3, Qwen)"
        );
        Require(model["dropout"] is null, "model.dropout", "must be null");
        Require(
            string.IsNullOrEmpty(model["continuing_subword_prefix"]?.GetValue<string>())
                && string.IsNullOrEmpty(model["end_of_word_suffix"]?.GetValue<string>()),
            "model.continuing_subword_prefix",
            "must be empty"
        );

        IgnoreMerges = model["ignore_merges"]?.GetValue<bool>() ?? false;
        Vocabulary = model["vocab"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<int>());
        Merges = [.. model["merges"]!.AsArray().Select(ReadMerge)];
        AddedTokens = [.. root["added_tokens"]?.AsArray().Select(token => ReadAdded(token!)) ?? []];
        Forms = [.. ReadNormalizer(root["normalizer"])];
        SplitRules = [.. ReadPreTokenizer(root["pre_tokenizer"])];
        BeginsWith = ReadPostProcessor(root["post_processor"]);
        Require(HasByteLevel(root["pre_tokenizer"]), "pre_tokenizer", "must contain ByteLevel");
        for (var value = 0; value < 256; value++)
        {
            var letter = ByteAlphabet.CharOf((byte)value).ToString();
            Require(Vocabulary.ContainsKey(letter), "model.vocab", $"has no token for byte {value} ('{letter}')");
        }
    }

    public bool IgnoreMerges { get; }

    public Dictionary<string, int> Vocabulary { get; }

    public string[] Merges { get; }

    public AddedToken[] AddedTokens { get; }

    public NormalizationForm[] Forms { get; }

    public SplitRule[] SplitRules { get; }

    /// <summary>The token put before every text, or null.</summary>
    public string? BeginsWith { get; }

    public static TokenizerFile Parse(string path, string json)
    {
        try
        {
            return new TokenizerFile(path, JsonNode.Parse(json)!);
        }
        catch (Exception failure)
            when (failure is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: not a tokenizer.json: {failure.Message}", failure);
        }
    }

    private string ReadMerge(JsonNode? merge) =>
        merge is JsonArray pair
            ? $"{pair[0]!.GetValue<string>()} {pair[1]!.GetValue<string>()}"
            : merge!.GetValue<string>();

    private static AddedToken ReadAdded(JsonNode token)
    {
        var content = token["content"]!.GetValue<string>();
        var special = Flag("special");
        return new AddedToken(token["id"]!.GetValue<int>(), content, special)
        {
            Normalized = token["normalized"]?.GetValue<bool>() ?? !special,
            StripsLeft = Flag("lstrip"),
            StripsRight = Flag("rstrip"),
            SingleWord = Flag("single_word"),
        };

        bool Flag(string name) => token[name]?.GetValue<bool>() ?? false;
    }

    private IEnumerable<NormalizationForm> ReadNormalizer(JsonNode? normalizer) =>
        normalizer?["type"]?.GetValue<string>() switch
        {
            null => [],
            "NFC" => [NormalizationForm.FormC],
            "NFD" => [NormalizationForm.FormD],
            "NFKC" => [NormalizationForm.FormKC],
            "NFKD" => [NormalizationForm.FormKD],
            "Sequence" => normalizer["normalizers"]!.AsArray().SelectMany(ReadNormalizer),
            var other => throw Fault(
                "normalizer.type",
                $"is {other}; it must be NFC, NFD, NFKC, NFKD or a Sequence of them"
            ),
        };

    private IEnumerable<SplitRule> ReadPreTokenizer(JsonNode? step)
    {
        switch (step?["type"]?.GetValue<string>())
        {
            case "Sequence":
                return step["pretokenizers"]!.AsArray().SelectMany(ReadPreTokenizer);
            case "ByteLevel":
                Require(
                    step["add_prefix_space"]?.GetValue<bool>() is not true,
                    "pre_tokenizer.add_prefix_space",
                    "must be false"
                );
                return step["use_regex"]?.GetValue<bool>() is false
                    ? []
                    : [new SplitRule(TextSplitter.Gpt2Pattern, keepGaps: true)];
            case "Digits":
                return
                [
                    new SplitRule(
                        step["individual_digits"]?.GetValue<bool>() is true ? @"\p{N}" : @"\p{N}+",
                        keepGaps: true
                    ),
                ];
            case "Split":
                var behavior = step["behavior"]?.GetValue<string>();
                var invert = step["invert"]?.GetValue<bool>() ?? false;
                var pattern =
                    step["pattern"]?["Regex"]?.GetValue<string>()
                    ?? System.Text.RegularExpressions.Regex.Escape(step["pattern"]!["String"]!.GetValue<string>());
                Require(
                    (behavior, invert) is ("Isolated", _) or ("Removed", true),
                    "pre_tokenizer.behavior",
                    $"is {behavior}; it must be Isolated, or Removed with invert"
                );
                return [new SplitRule(pattern, keepGaps: behavior == "Isolated")];
            case var other:
                throw Fault(
                    "pre_tokenizer.type",
                    $"is {other ?? "missing"}; it must be Sequence, Split, Digits or ByteLevel"
                );
        }
    }

    private static bool HasByteLevel(JsonNode? step) =>
        step?["type"]?.GetValue<string>() switch
        {
            "ByteLevel" => true,
            "Sequence" => step["pretokenizers"]!.AsArray().Any(HasByteLevel),
            _ => false,
        };

    /// <summary>A template whose single form starts with a special token puts that token before every text.</summary>
    private static string? ReadPostProcessor(JsonNode? processor) =>
        processor?["type"]?.GetValue<string>() switch
        {
            "Sequence" => processor["processors"]!
                .AsArray()
                .Select(ReadPostProcessor)
                .FirstOrDefault(token => token is not null),
            "TemplateProcessing" => processor["single"]?[0]?["SpecialToken"]?["id"]?.GetValue<string>(),
            _ => null,
        };

    private void Require(bool holds, string key, string rule)
    {
        if (!holds)
        {
            throw Fault(key, rule);
        }
    }

    private InvalidDataException Fault(string key, string rule) => new($"{_path}: \"{key}\" {rule}.");
}
