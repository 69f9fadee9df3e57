using System.Text.Json;
using R1Code.Cli.Tests.Running;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer;
using R1Code.Trainer.Katas;
using R1Code.Trainer.Lab;

namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>The lab world against the real sandbox: its programs, its recipes at their smallest, its report.</summary>
[Collection(SandboxedGroup.Name)]
public sealed class LabTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CountdownProgram_EarnsByItsExpressionAlone()
    {
        var world = new LabWorld(
            new LabOptions
            {
                Code = 0,
                Arithmetic = 0,
                Algebra = 0,
                Knights = 0,
                CountdownAsCode = true,
                Languages = ["en"],
                LevelWeights = [0, 1],
            }
        );
        var drawn = world.At(KataSplit.Train, 4);
        var target = drawn.Problem.Tests[0].Expected!;
        var numbers = drawn.Problem.Tests[0].Input!;
        var program = drawn.Task.Right(SeededRandom.For(1, "right")).Answer.English.Split('\n')[1];
        var expression = program.Split('"')[1];
        (string Printed, string Verdict)[] answers =
        [
            (expression, "Accepted"),
            (target, "WrongAnswer"),
            ($"{expression}+0", "WrongAnswer"),
            ($"{numbers} {target}", "WrongAnswer"),
            ($"{expression})", "WrongAnswer"),
            ("1/0", "WrongAnswer"),
        ];

        foreach (var (printed, verdict) in answers)
        {
            var result = await JudgeAsync(drawn.Problem, $"Console.Write(\"{printed}\");");

            Assert.True(
                result.Output.StartsWith(verdict + ":", StringComparison.Ordinal),
                $"{printed}: {result.Output}{result.Error}"
            );
        }
    }

    [Fact]
    public async Task KataDemonstrations_AreAccepted()
    {
        var world = new LabWorld(new LabOptions { Seed = 3 });
        for (var i = 0; i < 4; i++)
        {
            var drawn = world.At(KataSplit.Train, i, ["code"]);
            var answer = drawn.Task.Right(SeededRandom.For(1, "kata")).Answer.English;

            var result = await JudgeAsync(drawn.Problem, answer.Split('\n')[1]);

            Assert.StartsWith("Accepted:", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CountdownZero_RunsAtItsSmallest_AndIsReported()
    {
        var run = _folder["run"];
        string[] small =
        [
            .. new[]
            {
                "model.from_scratch.hidden_size=32",
                "model.from_scratch.intermediate_size=32",
                "model.from_scratch.num_hidden_layers=1",
                "evaluation.problems=3",
                "evaluation.samples=2",
                "evaluation.k=[1, 2]",
                "evaluation.max_completion_length=24",
                "stages.corpus.demonstrations=32",
                "stages.corpus.warmup_steps=0",
                "stages.zero.max_steps=2",
                "stages.zero.prompts_per_step=2",
                "stages.zero.num_generations=2",
                "stages.zero.max_completion_length=16",
            }.SelectMany(change => new[] { "--set", change }),
        ];
        var recipe = Path.Combine(TestPaths.Root, "src/Trainer/Recipes/countdown-zero.yaml");

        (await CliProcess.RunAsync(["train", recipe, "--out", run, "--workers", "1", .. small])).ShouldEndWith(0);
        var reported = (await CliProcess.RunAsync("report", run, "--json")).ShouldEndWith(0);

        using var json = JsonDocument.Parse(reported.Output);
        var stages = json.RootElement.GetProperty("table").GetProperty("stages");
        Assert.Equal(["corpus", "zero"], stages.EnumerateArray().Select(stage => stage.GetString()!));
        Assert.True(File.Exists(Path.Combine(run, "report", "report.html")));
        await VoteAsync(Path.Combine(run, "seed-1", "02-zero", "final"));
    }

    [Fact]
    public async Task Report_RefusesAFolderThatIsNoRun()
    {
        var result = (await CliProcess.RunAsync("report", _folder["nothing"])).ShouldEndWith(2);

        Assert.Contains("there is no such folder", result.Error, StringComparison.Ordinal);
    }

    private static async Task VoteAsync(string model)
    {
        var result = await CliProcess.RunAsync(
            "sample",
            "--model",
            model,
            "--prompt",
            "Use 1, 2 once each to make 3.<think>",
            "--thinking-budget",
            "2",
            "--max-new-tokens",
            "10",
            "--temperature",
            "1",
            "--count",
            "3",
            "--vote",
            "--short-m",
            "2"
        );

        var output = result.ShouldEndWith(0).Output;
        var vote = output.IndexOf("vote: ", StringComparison.Ordinal);
        Assert.Equal(3, output[..vote].Split("</think><answer>").Length - 1);
    }

    private Task<CliResult> JudgeAsync(Problem problem, string source) =>
        CliProcess.RunAsync(
            "judge",
            _folder.Write("a.cs", source),
            "--problem",
            _folder.Write("p.json", JsonSerializer.Serialize(problem, R1Json.Options))
        );
}
