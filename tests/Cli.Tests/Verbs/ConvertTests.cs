using System.IO.Compression;
using R1Code.Cli.Tests.Running;
using R1Code.Rewards.Files;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>`convert`: foreign problem sets as our own. Nothing here needs a sandbox.</summary>
public sealed class ConvertTests : IDisposable
{
    private const string OpenR1 =
        """{"id":"r1","prompt":"Add.","verification_info":{"language":"csharp","test_cases":[{"input":"1 2","output":"3","type":"stdin_stdout"}]}}""";
    private const string CommonOj =
        """{"id":"oj","content":"Add.","test":[{"input":{"stdin":"1 2"},"output":{"stdout":"3"}}]}""";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MixedFile_BecomesProblemsThatAreReadAgain()
    {
        var source = _folder.Write("in.jsonl", OpenR1 + "\n" + CommonOj + "\n");
        var target = _folder["out.jsonl.gz"];

        var result = (await CliProcess.RunAsync("convert", source, "--out", target, "--json")).ShouldEndWith(0);

        Assert.Equal("""{"problems":2,"faults":0}""", result.Output.Trim());
        using (var packed = File.OpenRead(target))
        using (var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress)))
        {
            Assert.StartsWith("{\"id\":\"r1\"", text.ReadLine(), StringComparison.Ordinal);
        }

        var problems = ProblemFile.Load(target);
        Assert.Equal(["r1", "oj"], problems.Select(p => p.Id));
        Assert.All(problems, p => Assert.Equal("3", p.Tests[0].Expected));
    }

    [Fact]
    public async Task FaultyRow_IsNamedAndNothingIsWritten()
    {
        var source = _folder.Write("in.jsonl", CommonOj + "\n{\"id\":\"x\",\"tests\":[]}\n");

        var result = (await CliProcess.RunAsync("convert", source, "--out", _folder["out.jsonl"])).ShouldEndWith(2);

        Assert.Contains("in.jsonl:2: tests", result.Error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task FaultyRow_IsLeftOutAndNamed_WhenAsked()
    {
        var source = _folder.Write("in.jsonl", CommonOj + "\n{\"id\":\"x\",\"tests\":[]}\n");

        var result = (await CliProcess.RunAsync("convert", source, "--skip-faulty")).ShouldEndWith(0);

        Assert.Single(result.Output.TrimEnd().Split('\n'));
        Assert.Contains("in.jsonl:2: tests", result.Error, StringComparison.Ordinal);
    }
}
