using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Layers;

/// <summary>Rules of the folder tree.</summary>
public sealed class ProjectLayoutTests
{
    [Fact]
    public void Project_StandsAboveNoOther_BecauseItWouldCompileItsFilesToo()
    {
        var folders = Projects().Select(file => Path.GetDirectoryName(file)! + "/").ToList();

        var nested = folders.Where(f =>
            folders.Exists(above => above != f && f.StartsWith(above, StringComparison.Ordinal))
        );

        Assert.Empty(nested);
    }

    [Fact]
    public void Solution_NamesEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(TestPaths.Root, "R1Code.sln")).Replace('\\', '/');

        var missing = Projects()
            .Select(file => Path.GetRelativePath(TestPaths.Root, file))
            .Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static List<string> Projects() =>
        [
            .. new[] { "src", "tests" }.SelectMany(top =>
                Directory.EnumerateFiles(Path.Combine(TestPaths.Root, top), "*.csproj", SearchOption.AllDirectories)
            ),
        ];
}
