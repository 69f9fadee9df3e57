using System.Text.Json;
using R1Code.Rewards.Mathematics;

namespace R1Code.Rewards.Tests.Mathematics;

public sealed class PublicPairsTests
{
    // A line break inside \( \) hides a formula there; here it is one.
    private static readonly HashSet<string> NotShared = ["Answer \\( \n 9 \n \\)"];

    [Fact]
    public void AreEqual_AgreesWithPublicPairs()
    {
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(SampleData.Require("math_verify_pairs_67.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var gold = row.RootElement.GetProperty("gold").GetString()!;
            var text = row.RootElement.GetProperty("pred").GetString()!;
            var expected = row.RootElement.GetProperty("expected").GetBoolean();
            if (!NotShared.Contains(text) && MathEquality.AreEqual(gold, AnswerText.Of(text)) != expected)
            {
                wrong.Add($"{expected}: {Tail(gold)} <> {Tail(text)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string Tail(string text) => text.Length <= 150 ? text : "…" + text[^150..];
}
