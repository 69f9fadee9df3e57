using System.Text.Json;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>`judge`, `setup` and `doctor` against the real engine.</summary>
[Collection(SandboxedGroup.Name)]
public sealed class JudgeTests : IDisposable
{
    private const string Sum = """
        {
          "id": "sum",
          "tests": [
            { "input": "1 2\n", "expected": "3\n" },
            { "input": "20 22\n", "expected": "42\n" }
          ],
          "limits": { "cpu_ms": 1000 }
        }
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "Console.WriteLine(Console.ReadLine()!.Split(' ').Sum(int.Parse));",
        0,
        "Accepted: 2 of 2 tests passed",
        "Accepted"
    )]
    [InlineData("Console.ReadLine(); Console.WriteLine(3);", 1, "WrongAnswer: 1 of 2 tests passed", "WrongAnswer")]
    [InlineData("Console.WriteLine(nothing);", 1, "CompileError: 0 of 2 tests passed", "CS0103")]
    [InlineData("throw new Exception(\"\\u001b[31mboo\");", 1, "RuntimeError", "System.Exception: ·[31mboo")]
    public async Task Judge_PrintsTheVerdictTestByTest(string source, int code, string head, string detail)
    {
        var result = await JudgeAsync(source);

        result.ShouldEndWith(code);
        Assert.StartsWith(head, result.Output, StringComparison.Ordinal);
        Assert.Contains(detail, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Judge_PrintsTheVerdictAsJson()
    {
        var result = (await JudgeAsync("Console.WriteLine(42);", "--json")).ShouldEndWith(1);

        using var verdict = JsonDocument.Parse(result.Output);
        Assert.Equal("WrongAnswer", verdict.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, verdict.RootElement.GetProperty("passed").GetInt32());
        Assert.Equal(2, verdict.RootElement.GetProperty("tests").GetArrayLength());
    }

    [Fact]
    public async Task Setup_CanBeRepeated_AndDoctorThenFindsNoFault()
    {
        var setup = (await CliProcess.RunAsync("setup")).ShouldEndWith(0);
        var doctor = (await CliProcess.RunAsync("doctor")).ShouldEndWith(0);

        Assert.Contains("The sandbox is ready.", setup.Output, StringComparison.Ordinal);
        Assert.Contains("judged Accepted", setup.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("FAULT", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("lane", doctor.Output, StringComparison.Ordinal);
    }

    private Task<CliResult> JudgeAsync(string source, params string[] more) =>
        CliProcess.RunAsync([
            "judge",
            _folder.Write("a.cs", source),
            "--problem",
            _folder.Write("p.json", Sum),
            .. more,
        ]);
}
