using R1Code.Sandbox.Auditing;

namespace R1Code.Sandbox.Engine.Tests.Verdicts;

/// <summary>A program of <c>tests/Corpus/Verdicts</c> and the statuses that its tests must get.</summary>
public sealed record CorpusProgram(string Path, GoldenProgram Golden, string Tests)
{
    private const string TestsLine = "// tests:";

    public static string Root { get; } = System.IO.Path.Combine(RepositoryRoot(), "tests", "Corpus");

    public static GoldenCorpus Corpus { get; } = new(Root);

    /// <summary>Reads one by its path below <c>Verdicts</c>.</summary>
    public static CorpusProgram Read(string name)
    {
        var golden = Corpus.ReadOne($"{GoldenCorpus.Verdicts}/{name}");
        var tests = golden
            .Source.Split('\n')
            .Single(line => line.StartsWith(TestsLine, StringComparison.Ordinal))[TestsLine.Length..]
            .Trim();
        return new CorpusProgram(System.IO.Path.Combine(Root, golden.Name), golden, tests);
    }

    /// <summary>Writes the statuses it got into its file.</summary>
    public void Rewrite(string tests) =>
        File.WriteAllText(
            Path,
            Golden.Source.Replace(
                $"{TestsLine} {Tests}".TrimEnd(),
                $"{TestsLine} {tests}".TrimEnd(),
                StringComparison.Ordinal
            )
        );

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "R1Code.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
