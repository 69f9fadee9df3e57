using System.Text.Json;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>`score` over 40 problems with 5 completions each: right, wrong, broken, endless, crashing, cheating.</summary>
[Collection(SandboxedGroup.Name)]
public sealed class ScoreTests : IDisposable
{
    private static readonly string Problems = Path.Combine(TestPaths.ScoreSet, "problems.jsonl");
    private static readonly string Completions = Path.Combine(TestPaths.ScoreSet, "completions.jsonl");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ScoreSet_GetsExactlyTheExpectedVerdictsAndPrintsTheSummary()
    {
        var scores = _folder["scores.jsonl"];

        using var cli = CliProcess.Start([
            "score",
            "--problems",
            Problems,
            "--completions",
            Completions,
            "--out",
            scores,
        ]);
        var result = (await cli.WaitAsync()).ShouldEndWith(0);

        var expected = File.ReadLines(Path.Combine(TestPaths.ScoreSet, "expected.jsonl")).Select(Expected).ToList();
        var actual = File.ReadLines(scores).Select(Actual).ToList();
        Assert.Equal(200, actual.Count);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', actual));

        var lines = result.Output.Split('\n');
        Assert.Contains(
            lines,
            line => line.Contains("Accepted", StringComparison.Ordinal) && line.Contains("40", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line =>
                line.Contains("pass@1", StringComparison.Ordinal) && line.Contains("0.2000", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line =>
                line.Contains("pass@5", StringComparison.Ordinal) && line.Contains("1.0000", StringComparison.Ordinal)
        );
        Assert.All(lines, line => Assert.True(line.Length <= 100));
        await AssertNoContainersAsync(cli.Id);
    }

    [Fact]
    public async Task Rewards_FollowTheFileAndTheOrderOfCompletions()
    {
        var rewards = _folder.Write("r.yaml", "rewards:\n  code: 2\n  format: 0.5\n");
        var completions = FirstLines(5);

        var result = await CliProcess.RunAsync(
            "score",
            "--problems",
            Problems,
            "--completions",
            completions,
            "--rewards",
            rewards
        );

        var scores = result
            .ShouldEndWith(0)
            .Output.TrimEnd()
            .Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal([0, 1, 2, 3, 4], scores.Select(score => score.GetProperty("sample").GetInt32()));
        Assert.Equal(2.5, scores[0].GetProperty("reward").GetDouble());
        Assert.Equal(0, scores[1].GetProperty("reward").GetDouble());
        Assert.Contains("pass@5", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_StopsWithCode130_AndLeavesNoContainerAndNoFileOfThatName()
    {
        using var containers = new Containers();
        using var cli = CliProcess.Start([
            "score",
            "--problems",
            Problems,
            "--completions",
            Completions,
            "--out",
            _folder["s.jsonl"],
        ]);
        await containers.WaitForAsync(cli, "runner");

        cli.Interrupt();
        var result = (await cli.WaitAsync()).ShouldEndWith(130);

        Assert.Contains("Stopped", result.Error, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFileSystemEntries(_folder.Path),
            file => Assert.StartsWith(".s.jsonl.draft", Path.GetFileName(file), StringComparison.Ordinal)
        );
        await AssertNoContainersAsync(cli.Id);
    }

    [Fact]
    public async Task KilledRun_GoesOnBehindItsLastScore_WithTheSameResult()
    {
        var completions = FirstLines(40);
        string[] args = ["score", "--problems", Problems, "--completions", completions, "--out", _folder["s.jsonl"]];
        var draft = _folder[".s.jsonl.draft"];
        using (var cli = CliProcess.Start(args))
        {
            await cli.WaitUntilAsync((_, _) => File.Exists(draft) && new FileInfo(draft).Length > 2_000);
        } // disposing kills it, as kill -9 does

        File.AppendAllText(draft, "{\"problem_id\":\"half a li");
        var result = (await CliProcess.RunAsync(args)).ShouldEndWith(0);

        Assert.Contains("Going on after the ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("after the 0 ", result.Error, StringComparison.Ordinal);
        var expected = File.ReadLines(Path.Combine(TestPaths.ScoreSet, "expected.jsonl")).Select(Expected).Take(40);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', File.ReadLines(_folder["s.jsonl"]).Select(Actual)));
        Assert.Contains(
            result.Output.Split('\n'),
            line =>
                line.Contains("completions", StringComparison.Ordinal) && line.Contains("40", StringComparison.Ordinal)
        );
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Path).Count());
    }

    [Fact]
    public async Task SecondInterrupt_EndsAtOnce_AndTheNextCommandSweepsWhatWasLeft()
    {
        using var containers = new Containers();
        int id;
        using (var cli = CliProcess.Start(["score", "--problems", Problems, "--completions", Completions]))
        {
            id = cli.Id;
            await containers.WaitForAsync(cli, "runner");
            cli.Interrupt();
            await cli.WaitUntilAsync((_, error) => error.Contains("Stopping", StringComparison.Ordinal));
            cli.Interrupt();
            var result = await cli.WaitAsync();
            // Killed, or already through with stopping when the second signal came.
            Assert.True(result.ExitCode is 137 or 130, result.Error);
        }

        (await CliProcess.RunAsync("score", "--problems", Problems, "--completions", FirstLines(1))).ShouldEndWith(0);
        await AssertNoContainersAsync(id);
    }

    [Fact]
    public async Task KilledContainers_NeverTurnIntoWrongVerdicts()
    {
        var completions = FirstLines(60);
        using var containers = new Containers();
        using var cli = CliProcess.Start([
            "score",
            "--problems",
            Problems,
            "--completions",
            completions,
            "--out",
            _folder["s.jsonl"],
        ]);
        foreach (var role in new[] { "runner", "compiler", "runner" })
        {
            var victim = (await containers.WaitForAsync(cli, role))[0];
            await containers.KillAsync(victim.ID);
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        var result = await cli.WaitAsync();

        var expected = File.ReadLines(Path.Combine(TestPaths.ScoreSet, "expected.jsonl")).Select(Expected).Take(60);
        foreach (var (wanted, line) in expected.Zip(File.ReadLines(_folder["s.jsonl"])))
        {
            var score = JsonDocument.Parse(line).RootElement;
            var isUnknown = score.GetProperty("reward").ValueKind == JsonValueKind.Null;
            Assert.True(isUnknown == Actual(line).EndsWith("SandboxFailure", StringComparison.Ordinal), line);
            Assert.True(isUnknown || wanted == Actual(line), $"{wanted}, not {line}");
        }

        Assert.True(result.ExitCode is 0 or 1, result.Error);
        await AssertNoContainersAsync(cli.Id);
    }

    private string FirstLines(int count) =>
        _folder.Write("completions.jsonl", string.Join('\n', File.ReadLines(Completions).Take(count)));

    private static async Task AssertNoContainersAsync(int processId)
    {
        using var containers = new Containers();
        Assert.Empty(await containers.OfAsync(processId));
    }

    private static string Expected(string line)
    {
        var row = JsonDocument.Parse(line).RootElement;
        return $"{row.GetProperty("problem_id")}/{row.GetProperty("sample")} {row.GetProperty("status")}";
    }

    private static string Actual(string line)
    {
        var row = JsonDocument.Parse(line).RootElement;
        return $"{row.GetProperty("problem_id")}/{row.GetProperty("sample")} {row.GetProperty("verdict").GetProperty("status")}";
    }
}
