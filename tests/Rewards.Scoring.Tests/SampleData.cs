namespace R1Code.Rewards.Tests;

/// <summary>
/// Samples of public problem sets, which are not part of the project: read from <c>../shared/data</c> beside the repository or
/// from the folder in <c>R1CODE_SAMPLE_DATA</c>. Tests over them are skipped where they are absent.
/// </summary>
internal static class SampleData
{
    public static string Require(string name)
    {
        var path = Path.Combine(Folder() ?? "", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not there");
        return path;
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("R1CODE_SAMPLE_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "R1Code.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "data");
            }
        }

        return null;
    }
}
