namespace R1Code.Cli.Tests.Running;

/// <summary>Places that tests need.</summary>
internal static class TestPaths
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The command line as it was built with these tests.</summary>
    public static string Cli { get; } = BuiltFile("src/Trainer/Cli", "R1Code.Cli.dll");

    /// <summary>The 40 problems with 5 completions each.</summary>
    public static string ScoreSet { get; } = Path.Combine(Root, "tests/Corpus/Score");

    /// <summary>A file in a project's output folder, of the same configuration as these tests.</summary>
    public static string BuiltFile(string project, string file)
    {
        // …/bin/CONFIGURATION/net10.0/
        var output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        return Path.Combine(Root, project, "bin", configuration, Path.GetFileName(output), file);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Code.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("R1Code.sln was not found above the tests.");
        }

        return folder.FullName;
    }
}

/// <summary>A folder of a test's own, removed with what is in it.</summary>
internal sealed class TestFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("r1code-cli-").FullName;

    /// <summary>Writes a file and answers with its path.</summary>
    public string Write(string name, string content)
    {
        var path = this[name];
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The path of a name in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
