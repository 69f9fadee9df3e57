using System.Text;
using System.Text.Json.Nodes;

namespace R1Code.Trainer.Tokenization;

/// <summary>
/// Learns a byte-level BPE vocabulary from texts, for tiny models from scratch. The same texts give the same tokenizer:
/// among equally frequent pairs the one with the smaller ids is merged first.
/// </summary>
public static class BpeTrainer
{
    /// <summary>Qwen's cutting pattern, with single digits.</summary>
    private const string Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string ChatMlTemplate =
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
        + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    /// <summary>Tokens that control the conversation.</summary>
    private static readonly string[] SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    /// <summary>Tokens that are one unit but ordinary text.</summary>
    private static readonly string[] TagTokens = ["<think>", "</think>", "<answer>", "</answer>"];

    /// <summary>Learns a tokenizer.</summary>
    /// <param name="texts">What to learn from.</param>
    /// <param name="vocabularySize">At most this many tokens, the 256 bytes and seven added ones included.</param>
    public static Tokenizer Train(IEnumerable<string> texts, int vocabularySize)
    {
        var added = SpecialTokens.Length + TagTokens.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 256 + added);
        var words = CountWords(texts);
        var tokens = LearnMerges(words, vocabularySize - added);
        return Tokenizer.FromJson(TokenizerJson(tokens), ConfigJson());
    }

    private static Dictionary<string, int> CountWords(IEnumerable<string> texts)
    {
        var splitter = new TextSplitter([new SplitRule(Pattern, keepGaps: true)]);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var clean = text.Normalize();
            foreach (var range in splitter.Split(clean))
            {
                var word = clean[range];
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        return counts;
    }

    /// <summary>
    /// Merges the most frequent pair again and again. Counts are kept up to date for the words a merge touches, and a
    /// heap holds counts that may be outdated: one that no longer holds is put back with its present value.
    /// </summary>
    private static BpeVocabulary LearnMerges(Dictionary<string, int> words, int wanted)
    {
        // Ordinal order, so that dictionary internals never matter.
        var ordered = words.OrderBy(word => word.Key, StringComparer.Ordinal).ToArray();
        var spelled = ordered.Select(word => Encoding.UTF8.GetBytes(word.Key).Select(b => (int)b).ToList()).ToArray();
        var tokens = new BpeVocabulary();
        var counts = new Dictionary<(int, int), long>();
        var places = new Dictionary<(int, int), HashSet<int>>();
        var heap = new PriorityQueue<(int Left, int Right), (long, int, int)>();
        for (var w = 0; w < spelled.Length; w++)
        {
            AddPairs(w, +1);
        }

        foreach (var (pair, count) in counts)
        {
            Push(pair, count);
        }

        while (tokens.Count < wanted && heap.TryDequeue(out var pair, out var priority))
        {
            var count = counts.GetValueOrDefault(pair);
            if (count != -priority.Item1)
            {
                Push(pair, count);
                continue;
            }

            if (count < 2)
            {
                break;
            }

            var merged = tokens.Merge(pair.Left, pair.Right);
            foreach (var w in places[pair].ToArray())
            {
                AddPairs(w, -1);
                MergePair(spelled[w], pair, merged);
                AddPairs(w, +1, merged);
            }
        }

        return tokens;

        void Push((int Left, int Right) pair, long count)
        {
            if (count > 0)
            {
                heap.Enqueue(pair, (-count, pair.Left, pair.Right));
            }
        }

        void AddPairs(int w, int sign, int fresh = -1)
        {
            var symbols = spelled[w];
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                var pair = (symbols[i], symbols[i + 1]);
                counts[pair] = counts.GetValueOrDefault(pair) + sign * (long)ordered[w].Value;
                if (sign < 0)
                {
                    continue;
                }

                if (!places.TryGetValue(pair, out var where))
                {
                    places[pair] = where = [];
                }

                where.Add(w);
                if (fresh >= 0 && (pair.Item1 == fresh || pair.Item2 == fresh))
                {
                    Push(pair, counts[pair]);
                }
            }
        }
    }

    private static void MergePair(List<int> symbols, (int Left, int Right) pair, int merged)
    {
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            if (symbols[i] == pair.Left && symbols[i + 1] == pair.Right)
            {
                symbols[i] = merged;
                symbols.RemoveAt(i + 1);
            }
        }
    }

    private static string TokenizerJson(BpeVocabulary tokens)
    {
        var vocabulary = new JsonObject();
        foreach (var token in tokens.Spellings)
        {
            vocabulary[token] = vocabulary.Count;
        }

        var added = new JsonArray();
        foreach (var token in SpecialTokens.Concat(TagTokens))
        {
            added.Add(
                new JsonObject
                {
                    ["id"] = vocabulary.Count + added.Count,
                    ["content"] = token,
                    ["single_word"] = false,
                    ["lstrip"] = false,
                    ["rstrip"] = false,
                    ["normalized"] = false,
                    ["special"] = SpecialTokens.Contains(token),
                }
            );
        }

        return new JsonObject
            {
                ["version"] = "1.0",
                ["truncation"] = null,
                ["padding"] = null,
                ["added_tokens"] = added,
                ["normalizer"] = new JsonObject { ["type"] = "NFC" },
                ["pre_tokenizer"] = new JsonObject
                {
                    ["type"] = "Sequence",
                    ["pretokenizers"] = new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "Split",
                            ["pattern"] = new JsonObject { ["Regex"] = Pattern },
                            ["behavior"] = "Isolated",
                            ["invert"] = false,
                        },
                        ByteLevel()
                    ),
                },
                ["post_processor"] = ByteLevel(),
                ["decoder"] = ByteLevel(),
                ["model"] = new JsonObject
                {
                    ["type"] = "BPE",
                    ["dropout"] = null,
                    ["unk_token"] = null,
                    ["continuing_subword_prefix"] = "",
                    ["end_of_word_suffix"] = "",
                    ["fuse_unk"] = false,
                    ["byte_fallback"] = false,
                    ["ignore_merges"] = false,
                    ["vocab"] = vocabulary,
                    ["merges"] = new JsonArray([.. tokens.Merges.Select(merge => (JsonNode)merge)]),
                },
            }.ToJsonString(Tokenizer.Indented) + "\n";
    }

    private static JsonObject ByteLevel() =>
        new()
        {
            ["type"] = "ByteLevel",
            ["add_prefix_space"] = false,
            ["trim_offsets"] = false,
            ["use_regex"] = false,
        };

    private static string ConfigJson() =>
        new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["add_prefix_space"] = false,
            ["clean_up_tokenization_spaces"] = false,
            ["bos_token"] = null,
            ["eos_token"] = "<|im_end|>",
            ["pad_token"] = "<|endoftext|>",
            ["chat_template"] = ChatMlTemplate,
        }.ToJsonString(Tokenizer.Indented) + "\n";
}

/// <summary>The tokens learned so far. Two merges may spell one token; it keeps its first id.</summary>
internal sealed class BpeVocabulary
{
    private readonly List<string> _spellings = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _merges = [];

    public BpeVocabulary()
    {
        for (var value = 0; value < 256; value++)
        {
            Add(ByteAlphabet.CharOf((byte)value).ToString());
        }
    }

    public int Count => _spellings.Count;

    public IReadOnlyList<string> Spellings => _spellings;

    /// <summary>The merges in order, as tokenizer.json writes them.</summary>
    public IReadOnlyList<string> Merges => _merges;

    /// <summary>Records a merge and returns the token it makes.</summary>
    public int Merge(int left, int right)
    {
        _merges.Add($"{_spellings[left]} {_spellings[right]}");
        return Add(_spellings[left] + _spellings[right]);
    }

    private int Add(string spelling)
    {
        if (!_ids.TryGetValue(spelling, out var id))
        {
            _ids[spelling] = id = _spellings.Count;
            _spellings.Add(spelling);
        }

        return id;
    }
}
