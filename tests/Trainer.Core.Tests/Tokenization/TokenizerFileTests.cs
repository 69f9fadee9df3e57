using System.Text.Json.Nodes;
using CsCheck;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Core.Tests.Tokenization;

/// <summary>What tokenizer.json files of other makers ask for: patterns, added tokens, whole-word vocabularies, refusals.</summary>
public sealed class TokenizerFileTests
{
    private const string Llama3Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Qwen2Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly Tokenizer Trained = BpeTrainer.Train(
        ["the then them they; return 12 Größe 中文 中文"],
        300
    );

    // Words, signs and blanks of many scripts, some beyond U+FFFF, and what patterns look for.
    private static readonly string[] Bits =
    [
        .. "abzé ñ Я ж א م हि ी ไ ท 中 文 あ ｱ 한".Split(' '),
        .. new[] { "𝔘", "𠀀", "😀", "👩\u200d👧", "𝟗", "½", "²", "Ⅷ", "٣", "\u0301", "\u200b", "＇" },
        .. new[] { "1", "23", "4567", "'s", "'LL", "'Ve", "'x", "\"", "!?", "{}", "=>", "\\", "_" },
        .. new[] { " ", "  ", "\t", "\n", "\r\n", "\n\n", "\u00a0", "\u3000", "\u2028", "\v", "\u0085" },
    ];

    private static readonly Gen<string> Texts = Gen.Int[0, Bits.Length - 1]
        .Array[0, 24]
        .Select(picks => string.Concat(picks.Select(pick => Bits[pick])));

    [Fact]
    public void Llama3sPattern_CutsLikeItsDescription() => Compare(Llama3Pattern, isGpt2: false, digits: 3);

    [Fact]
    public void Qwen2sPattern_CutsLikeItsDescription() => Compare(Qwen2Pattern, isGpt2: false, digits: 1);

    [Fact]
    public void Gpt2sPattern_CutsLikeItsDescription() => Compare(TextSplitter.Gpt2Pattern, isGpt2: true, digits: 0);

    [Fact]
    public void SequenceOfSteps_CutsPiecesOfPieces()
    {
        // Digits in groups of three from the left, then every sign by itself.
        var splitter = new TextSplitter([new SplitRule(@"\p{N}{1,3}", true), new SplitRule(@"\p{P}", true)]);

        Assert.Equal(["ab", "123", "45", "(", "x", ")"], Pieces(splitter, "ab12345(x)"));
    }

    [Theory]
    [InlineData("lstrip", "a  <X> b", new[] { "a", "<X>", " b" })]
    [InlineData("rstrip", "a <X> \n b", new[] { "a ", "<X>", "b" })]
    [InlineData("single_word", "a<X>b <X> c", new[] { "a<X>b ", "<X>", " c" })]
    [InlineData("none", "a <X> b", new[] { "a ", "<X>", " b" })]
    public void AddedToken_TakesTheWhiteSpaceItsFlagsSay(string flag, string text, string[] parts)
    {
        var tokenizer = Change(root => Add(root, "<X>", flag));
        var expected = parts.SelectMany(part =>
            part == "<X>" ? [tokenizer.IdOf("<X>")!.Value] : tokenizer.Encode(part)
        );

        Assert.Equal(expected, tokenizer.Encode(text));
    }

    [Fact]
    public void AddedToken_IsFoundInTheNormalisedText_WhenItSaysSo()
    {
        var tokenizer = Change(root => Add(root, "<é>", "normalized"));
        var raw = Change(root => Add(root, "<é>", "none"));
        var id = tokenizer.IdOf("<é>")!.Value;

        Assert.Contains(id, tokenizer.Encode("a <e\u0301> b"));
        Assert.Contains(id, tokenizer.Encode("a <é> b"));
        Assert.DoesNotContain(id, raw.Encode("a <e\u0301> b"));
        Assert.Contains(id, raw.Encode("a <é> b"));
    }

    [Fact]
    public void LongestAddedToken_Wins_WhereSeveralBegin()
    {
        var tokenizer = Change(root =>
        {
            Add(root, "<a", "none");
            Add(root, "<ab>", "none");
        });

        Assert.Equal([tokenizer.IdOf("<ab>")!.Value], tokenizer.Encode("<ab>"));
        Assert.Equal(tokenizer.IdOf("<a")!.Value, tokenizer.Encode("<abc")[0]);
    }

    [Fact]
    public void WholePieceInTheVocabulary_NeedsNoMerges_WhenMergesAreIgnored()
    {
        // A word that no merge leads to, as Llama 3 has some.
        Tokenizer With(bool ignore) =>
            Change(root =>
            {
                var model = root["model"]!;
                model["ignore_merges"] = ignore;
                var vocabulary = model["vocab"]!.AsObject();
                vocabulary["zqxj"] = 5000;
            });

        Assert.Equal([5000], With(true).Encode("zqxj"));
        Assert.Equal(4, With(false).Encode("zqxj").Length);
        Assert.Equal("zqxj", With(true).Decode([5000]));
    }

    [Theory]
    [InlineData("model.byte_fallback", "SentencePiece")]
    [InlineData("model.type", "only byte-level BPE")]
    [InlineData("pre_tokenizer.type", "Metaspace")]
    [InlineData("normalizer.type", "Lowercase")]
    [InlineData("model.vocab", "byte 33")]
    public void Parse_NamesFileKeyAndReason_WhenSomethingIsNotComputedHere(string key, string reason)
    {
        var failure = Assert.Throws<InvalidDataException>(() =>
            Change(root =>
            {
                switch (key)
                {
                    case "model.byte_fallback":
                        root["model"]!["byte_fallback"] = true;
                        break;
                    case "model.type":
                        root["model"]!["type"] = "Unigram";
                        break;
                    case "pre_tokenizer.type":
                        root["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace" };
                        break;
                    case "normalizer.type":
                        root["normalizer"] = new JsonObject { ["type"] = "Lowercase" };
                        break;
                    default:
                        root["model"]!["vocab"]!.AsObject().Remove("!");
                        break;
                }
            })
        );

        Assert.Contains("tokenizer.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private static void Compare(string pattern, bool isGpt2, int digits)
    {
        var splitter = new TextSplitter([new SplitRule(pattern, keepGaps: true)]);
        Texts.Sample(
            text => Assert.Equal(new PieceScanner(text, isGpt2, digits).Cut(), Pieces(splitter, text)),
            iter: 5000
        );
    }

    private static IEnumerable<string> Pieces(TextSplitter splitter, string text) =>
        splitter.Split(text).Select(range => text[range]);

    private static void Add(JsonNode root, string content, string flag)
    {
        var added = root["added_tokens"]!.AsArray();
        var token = new JsonObject
        {
            ["id"] = 400 + added.Count,
            ["content"] = content,
            ["special"] = false,
            ["normalized"] = false,
        };
        if (flag != "none")
        {
            token[flag] = true;
        }

        added.Add(token);
    }

    private static Tokenizer Change(Action<JsonNode> change)
    {
        using var folder = new TemporaryFolder();
        Trained.Save(folder.Path);
        var path = Path.Combine(folder.Path, "tokenizer.json");
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        change(root);
        File.WriteAllText(path, root.ToJsonString());
        return Tokenizer.Load(folder.Path);
    }
}
