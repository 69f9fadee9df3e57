using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Verdicts;

/// <summary>A program of <c>tests/Corpus/Verdicts</c> with its problem and the statuses it must get.</summary>
public sealed record CorpusProgram(string Path, string Source, Problem Problem, VerdictStatus Total, string Tests)
{
    private const string ProblemLine = "// problem: ";
    private const string TestsLine = "// tests:";

    public static string Root { get; } = System.IO.Path.Combine(RepositoryRoot(), "tests", "Corpus", "Verdicts");

    public static CorpusProgram Read(string name)
    {
        var path = System.IO.Path.Combine(Root, name);
        var lines = File.ReadAllLines(path);
        var json = string.Concat(
            lines
                .Where(line => line.StartsWith(ProblemLine, StringComparison.Ordinal))
                .Select(line => line[ProblemLine.Length..])
        );
        var problem = JsonSerializer.Deserialize<Problem>(
            string.Concat("{\"id\":", JsonSerializer.Serialize(name), ",", json.AsSpan(1)),
            R1Json.Strict
        )!;
        var tests = lines
            .Single(line => line.StartsWith(TestsLine, StringComparison.Ordinal))[TestsLine.Length..]
            .Trim();
        var total = Enum.Parse<VerdictStatus>(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)!));
        return new CorpusProgram(path, File.ReadAllText(path), problem, total, tests);
    }

    /// <summary>Writes the statuses it got into its file.</summary>
    public void Rewrite(string tests) =>
        File.WriteAllText(
            Path,
            Source.Replace($"{TestsLine} {Tests}".TrimEnd(), $"{TestsLine} {tests}".TrimEnd(), StringComparison.Ordinal)
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
