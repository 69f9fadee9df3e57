using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>Where no engine answers, verbs that need one say so and end with code 3.</summary>
public sealed class EngineMissingTests : IDisposable
{
    private static readonly Dictionary<string, string?> DeadEngine = new()
    {
        ["DOCKER_HOST"] = "unix:///tmp/r1code-there-is-no-engine.sock",
    };

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("setup")]
    [InlineData("judge", "a.cs", "--problem", "p.json")]
    [InlineData("score", "--problems", "p.json", "--completions", "c.jsonl", "--out", "s.jsonl")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    public async Task Verb_EndsWith3AndSaysWhatWasTried(params string[] args)
    {
        _folder.Write("a.cs", "return;");
        _folder.Write("p.json", """{"id":"p","tests":[{"expected":"1"}]}""");
        _folder.Write("c.jsonl", """{"problem_id":"p","completion":"x"}""");

        using var cli = CliProcess.Start(args, DeadEngine, _folder.Path);
        var result = (await cli.WaitAsync()).ShouldEndWith(3);

        Assert.Contains("r1code-there-is-no-engine.sock", result.Error, StringComparison.Ordinal);
        Assert.Contains("What to do", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(_folder.Path).Count());
    }

    [Fact]
    public async Task Doctor_NamesTheFaultAndTheRemedy()
    {
        using var cli = CliProcess.Start(["doctor"], DeadEngine);
        var result = (await cli.WaitAsync()).ShouldEndWith(3);

        Assert.Contains("FAULT", result.Output, StringComparison.Ordinal);
        Assert.Contains("setup", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output.Split('\n'), line => line.Length > 100);
    }

    [Fact]
    public async Task Doctor_PrintsFindingsAsJson()
    {
        using var cli = CliProcess.Start(["doctor", "--json"], DeadEngine);
        var result = (await cli.WaitAsync()).ShouldEndWith(3);

        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        var subjects = json.RootElement.EnumerateArray().Select(finding => finding.GetProperty("subject").GetString());
        Assert.Contains("engine", subjects);
        Assert.Contains("port", subjects);
    }
}
