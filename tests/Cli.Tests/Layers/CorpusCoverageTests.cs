using R1Code.Cli.Tests.Running;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Layers;

/// <summary>The corpus knows a program for every word of the vocabulary.</summary>
public sealed class CorpusCoverageTests
{
    public static TheoryData<VerdictStatus> Statuses => [.. Enum.GetValues<VerdictStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Corpus_HasAProgramForTheStatus(VerdictStatus status)
    {
        var word = status.ToString();
        var corpus = Path.Combine(TestPaths.Root, "tests/Corpus");
        var folder = Path.Combine(corpus, "Verdicts", word);
        var expected = File.ReadLines(Path.Combine(TestPaths.ScoreSet, "expected.jsonl"));

        var attacks = Directory.EnumerateFiles(Path.Combine(corpus, "Attacks"), "*.cs");

        var programs =
            (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.cs").Count() : 0)
            // An attack may allow several verdicts; only one that allows a single word earns it for sure.
            + attacks.Count(file => File.ReadLines(file).Contains($"// verdict: {word}"));
        var completions = expected.Count(line => line.Contains($"\"{word}\"", StringComparison.Ordinal));

        Assert.True(
            programs + completions > 0,
            $"no program of the corpus and no completion of the score set earns {word}"
        );
    }
}
