using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Core.Tests.Tokenization;

/// <summary>Byte pair merging word for word as defined, reading the tokenizer's own file.</summary>
internal static class NaiveBpe
{
    public static int[] Encode(Tokenizer tokenizer, string text)
    {
        using var folder = new TemporaryFolder();
        tokenizer.Save(folder.Path);
        var file = JsonNode.Parse(File.ReadAllText(folder.File("tokenizer.json")))!;
        var vocabulary = file["model"]!["vocab"]!.AsObject().ToDictionary(e => e.Key, e => e.Value!.GetValue<int>());
        var ranks = file["model"]!["merges"]!.AsArray().Select((m, i) => (m!.GetValue<string>(), i)).ToDictionary();
        var pattern = file["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"]!.GetValue<string>();
        return [.. Cut(text, pattern).SelectMany(piece => Merge(piece, ranks)).Select(token => vocabulary[token])];
    }

    /// <summary>Only for text without characters beyond U+FFFF, which .NET's patterns see in halves.</summary>
    private static IEnumerable<string> Cut(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10)).Select(match => match.Value);

    private static List<string> Merge(string piece, Dictionary<string, int> ranks)
    {
        var symbols = Encoding.UTF8.GetBytes(piece).Select(value => ByteAlphabet.CharOf(value).ToString()).ToList();
        while (true)
        {
            var best = Enumerable
                .Range(0, Math.Max(0, symbols.Count - 1))
                .Select(i => (Rank: ranks.GetValueOrDefault($"{symbols[i]} {symbols[i + 1]}", int.MaxValue), At: i))
                .DefaultIfEmpty((Rank: int.MaxValue, At: 0))
                .Min();
            if (best.Rank == int.MaxValue)
            {
                return symbols;
            }

            symbols[best.At] += symbols[best.At + 1];
            symbols.RemoveAt(best.At + 1);
        }
    }
}
