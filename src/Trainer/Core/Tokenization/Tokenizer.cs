using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.Tokenizers;

namespace R1Code.Trainer.Tokenization;

/// <summary>
/// A byte-level BPE tokenizer from Hugging Face's tokenizer.json and tokenizer_config.json: the Llama 3 and Qwen families.
/// Merging is Microsoft.ML.Tokenizers'; cutting, added tokens and decoding are done here, because the library
/// sees UTF-16 halves where the patterns mean code points. The files are written back as they were read.
/// </summary>
public sealed class Tokenizer : ITokenizer
{
    /// <summary>Pieces remembered with their ids; natural text repeats its words.</summary>
    private const int CacheLimit = 1 << 16;

    private static readonly string[] NamedTokenKeys =
    [
        "bos_token",
        "eos_token",
        "unk_token",
        "sep_token",
        "pad_token",
        "cls_token",
        "mask_token",
    ];

    private readonly string _json;
    private readonly string _configJson;
    private readonly TokenizerFile _file;
    private readonly TextSplitter _splitter;
    private readonly BpeTokenizer _merger;
    private readonly byte[]?[] _bytes;
    private readonly bool[] _special;
    private readonly Dictionary<string, AddedToken> _added;
    private readonly AddedTokenFinder _raw;
    private readonly AddedTokenFinder _normalized;
    private readonly Lazy<ChatTemplate> _template;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);

    private Tokenizer(string path, string json, string configPath, string configJson)
    {
        (_json, _configJson) = (json, configJson);
        _file = TokenizerFile.Parse(path, json);
        _splitter = new TextSplitter(_file.SplitRules);
        _merger = BpeTokenizer.Create(new BpeOptions(_file.Vocabulary) { Merges = _file.Merges, ByteLevel = true });
        _added = _file.AddedTokens.ToDictionary(token => token.Content, StringComparer.Ordinal);
        _raw = new AddedTokenFinder(_file.AddedTokens.Where(token => !token.Normalized), content => content);
        _normalized = new AddedTokenFinder(_file.AddedTokens.Where(token => token.Normalized), Normalize);

        VocabularySize =
            1 + Math.Max(_file.Vocabulary.Values.Max(), _file.AddedTokens.Max(token => (int?)token.Id) ?? 0);
        (_bytes, _special) = (new byte[VocabularySize][], new bool[VocabularySize]);
        foreach (var (token, id) in _file.Vocabulary)
        {
            _bytes[id] = ByteAlphabet.BytesOf(token) ?? Encoding.UTF8.GetBytes(token);
        }

        foreach (var token in _file.AddedTokens)
        {
            (_bytes[token.Id], _special[token.Id]) = (Encoding.UTF8.GetBytes(token.Content), token.Special);
        }

        var config = JsonNode.Parse(configJson)!;
        var eos =
            TokenText(config["eos_token"]) ?? throw new InvalidDataException($"{configPath}: has no \"eos_token\".");
        EosId = RequireId(configPath, "eos_token", eos);
        StopIds =
        [
            .. new[] { EosId }
                .Concat(ChatTemplate.TurnEnds.Where(_added.ContainsKey).Select(token => _added[token].Id))
                .Distinct(),
        ];
        PadId = TokenText(config["pad_token"]) is { } pad ? RequireId(configPath, "pad_token", pad) : EosId;
        var bos = TokenText(config["bos_token"]);
        BosId = bos is null ? null : RequireId(configPath, "bos_token", bos);
        PromptStartId = PromptStart(config);
        _template = new(() =>
            ChatTemplate.Read(configPath, TemplateText(config["chat_template"]), NamedTokens(config))
        );
    }

    /// <inheritdoc />
    public int VocabularySize { get; }

    /// <inheritdoc />
    public int EosId { get; }

    /// <inheritdoc />
    public IReadOnlyList<int> StopIds { get; }

    /// <inheritdoc />
    public int PadId { get; }

    /// <inheritdoc />
    public int? BosId { get; }

    private int? PromptStartId { get; }

    /// <summary>Reads a checkpoint folder's tokenizer.</summary>
    /// <param name="folder">A folder with tokenizer.json and tokenizer_config.json (and chat_template.jinja, if any).</param>
    /// <exception cref="InvalidDataException">A file is missing, malformed, or asks for something not supported.</exception>
    public static Tokenizer Load(string folder)
    {
        var (path, configPath) = (
            Path.Combine(folder, "tokenizer.json"),
            Path.Combine(folder, "tokenizer_config.json")
        );
        foreach (var file in new[] { path, configPath })
        {
            if (!File.Exists(file))
            {
                throw new InvalidDataException($"{file}: the file is missing; a model folder needs it.");
            }
        }

        var template = Path.Combine(folder, "chat_template.jinja");
        var configJson = File.ReadAllText(configPath);
        try
        {
            if (File.Exists(template))
            {
                var config = JsonNode.Parse(configJson)!;
                config["chat_template"] = File.ReadAllText(template);
                configJson = config.ToJsonString(Indented);
            }

            return new Tokenizer(path, File.ReadAllText(path), configPath, configJson);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{configPath}: {failure.Message}", failure);
        }
    }

    internal static JsonSerializerOptions Indented { get; } =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Tokenizer FromJson(string json, string configJson) =>
        new("tokenizer.json", json, "tokenizer_config.json", configJson);

    /// <inheritdoc />
    public int[] Encode(string text, bool special = false) => [.. Encode(text, _ => special)];

    /// <inheritdoc />
    public int[] EncodePrompt(string text)
    {
        var ids = Encode(text, special: true);
        return PromptStartId is { } start && (ids.Length == 0 || ids[0] != start) ? [start, .. ids] : ids;
    }

    /// <inheritdoc />
    public string Decode(IEnumerable<int> ids, bool skipSpecial = false)
    {
        var bytes = new List<byte>();
        foreach (var id in ids)
        {
            if (!skipSpecial || !IsSpecial(id))
            {
                bytes.AddRange(BytesOf(id));
            }
        }

        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }

    /// <inheritdoc />
    public ReadOnlySpan<byte> BytesOf(int id) => (uint)id < (uint)_bytes.Length ? _bytes[id] : default;

    /// <inheritdoc />
    public bool IsSpecial(int id) => (uint)id < (uint)_special.Length && _special[id];

    /// <inheritdoc />
    public int? IdOf(string token) =>
        _added.TryGetValue(token, out var added) ? added.Id
        : _file.Vocabulary.TryGetValue(token, out var id) ? id
        : null;

    /// <inheritdoc />
    public string ApplyChatTemplate(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt) =>
        string.Concat(_template.Value.Format(messages, addGenerationPrompt).Select(part => part.Text));

    /// <inheritdoc />
    public string OpenedThought => _template.Value.OpenedThought;

    /// <inheritdoc />
    public int[] EncodeChat(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt)
    {
        var parts = _template.Value.Format(messages, addGenerationPrompt).ToArray();
        var isControl = CharacterFlags(parts, part => part.IsControl);
        return [.. Encode(string.Concat(parts.Select(part => part.Text)), at => isControl[at])];
    }

    /// <inheritdoc />
    public (int[] Ids, bool[] Assistant) EncodeChatWithMask(IReadOnlyList<ChatMessage> messages)
    {
        // Cut where the speaker changes: a token must not straddle what is learned and what is not.
        var (ids, mask) = (new List<int>(), new List<bool>());
        foreach (var run in _template.Value.FormatToLearn(messages).Aggregate(new List<List<ChatPart>>(), Group))
        {
            var isControl = CharacterFlags(run, part => part.IsControl);
            ids.AddRange(Encode(string.Concat(run.Select(part => part.Text)), at => isControl[at]));
            mask.AddRange(Enumerable.Repeat(run[0].IsAssistant, ids.Count - mask.Count));
        }

        return ([.. ids], [.. mask]);

        static List<List<ChatPart>> Group(List<List<ChatPart>> runs, ChatPart part)
        {
            if (runs.Count == 0 || runs[^1][0].IsAssistant != part.IsAssistant)
            {
                runs.Add([]);
            }

            runs[^1].Add(part);
            return runs;
        }
    }

    /// <inheritdoc />
    public void Save(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), _json);
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), _configJson);
    }

    /// <summary>Tokens that are looked for in the text as given first, then, between them, those of the normalised text.</summary>
    private List<int> Encode(string text, Func<int, bool> mayControl)
    {
        var ids = new List<int>(text.Length / 3);
        var start = 0;
        while (_raw.Next(text, start, mayControl) is { } found)
        {
            EncodeBetween(start, found.Start);
            ids.Add(found.Token.Id);
            start = found.End;
        }

        EncodeBetween(start, text.Length);
        return ids;

        void EncodeBetween(int from, int to)
        {
            var clean = Normalize(text[from..to]);
            // Where normalising moved characters, a place is allowed only if all of the stretch is.
            var isMoved = !clean.AsSpan().SequenceEqual(text.AsSpan(from, to - from));
            var allowed = !isMoved || Enumerable.Range(from, to - from).All(mayControl);
            EncodeNormalized(clean, at => isMoved ? allowed : mayControl(from + at), ids);
        }
    }

    private void EncodeNormalized(string clean, Func<int, bool> mayControl, List<int> ids)
    {
        var start = 0;
        while (_normalized.Next(clean, start, mayControl) is { } found)
        {
            EncodePlain(clean[start..found.Start], ids);
            ids.Add(found.Token.Id);
            start = found.End;
        }

        EncodePlain(clean[start..], ids);
    }

    private void EncodePlain(string clean, List<int> ids)
    {
        var cache = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in _splitter.Split(clean))
        {
            var piece = clean.AsSpan(range);
            if (!cache.TryGetValue(piece, out var known))
            {
                known = Merge(piece.ToString());
                if (_cache.Count < CacheLimit)
                {
                    cache[piece] = known;
                }
            }

            ids.AddRange(known);
        }
    }

    private int[] Merge(string piece)
    {
        if (_file.IgnoreMerges && _file.Vocabulary.TryGetValue(Spell(piece), out var whole))
        {
            return [whole];
        }

        return [.. _merger.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false)];
    }

    private static string Spell(string piece) =>
        string.Concat(Encoding.UTF8.GetBytes(piece).Select(ByteAlphabet.CharOf));

    private string Normalize(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0)
        {
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // lone surrogates become U+FFFD
        }

        return _file.Forms.Aggregate(text, (current, form) => current.Normalize(form));
    }

    private int? PromptStart(JsonNode config)
    {
        if (config["add_bos_token"]?.GetValue<bool>() is { } adds)
        {
            return adds ? BosId : null;
        }

        return _file.BeginsWith is null ? null : IdOf(_file.BeginsWith);
    }

    private int RequireId(string file, string key, string token) =>
        IdOf(token)
        ?? throw new InvalidDataException($"{file}: \"{key}\" is {token}, which tokenizer.json does not have.");

    private static string? TokenText(JsonNode? token) =>
        token is JsonObject described ? described["content"]?.GetValue<string>() : token?.GetValue<string>();

    /// <summary>The tokens a chat template may name.</summary>
    private static Dictionary<string, string> NamedTokens(JsonNode config) =>
        NamedTokenKeys
            .Select(name => (Name: name, Text: TokenText(config[name])))
            .Where(token => token.Text is not null)
            .ToDictionary(token => token.Name, token => token.Text!);

    /// <summary>One template, or the one named "default" of several.</summary>
    private static string? TemplateText(JsonNode? template) =>
        template is JsonArray several
            ? several
                .FirstOrDefault(one => one?["name"]?.GetValue<string>() == "default")
                ?["template"]?.GetValue<string>()
            : template?.GetValue<string>();

    private static bool[] CharacterFlags(IReadOnlyList<ChatPart> parts, Func<ChatPart, bool> flag) =>
        [.. parts.SelectMany(part => Enumerable.Repeat(flag(part), part.Text.Length))];
}
