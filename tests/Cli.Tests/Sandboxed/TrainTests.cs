using System.Text.Json;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>`train`, and `eval` and `sample` on what it leaves, at the smallest size that goes through every step.</summary>
[Collection(SandboxedGroup.Name)]
public sealed class TrainTests : IDisposable
{
    private static readonly string[] Small =
    [
        .. new[]
        {
            "seeds=[1]",
            "model.from_scratch.hidden_size=32",
            "model.from_scratch.intermediate_size=64",
            "model.from_scratch.num_hidden_layers=1",
            "evaluation.problems=4",
            "evaluation.samples=1",
            "evaluation.k=[1]",
            "checkpoints.save_steps=1",
            "stages.sft.demonstrations=16",
            "stages.sft.num_train_epochs=1",
            "stages.sft.batch_size=8",
            "stages.sft.warmup_steps=0",
            "stages.grpo.prompts_per_step=2",
            "stages.grpo.num_generations=2",
            "stages.grpo.max_completion_length=24",
        }.SelectMany(change => new[] { "--set", change }),
    ];

    private static readonly string Recipe = Path.Combine(TestPaths.Root, "src/Trainer/Recipes/first-light.yaml");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_PrintsItsTable_AndItsModelCanBeMeasuredAndSampled()
    {
        var run = _folder["run"];

        var trained = (await TrainAsync(run, maxSteps: 2)).ShouldEndWith(0);

        Assert.Contains("greedy pass@1", trained.Output, StringComparison.Ordinal);
        Assert.Contains("grpo", trained.Output, StringComparison.Ordinal);
        Assert.All(
            trained.Output.Split('\n'),
            line => Assert.True(line.Length <= 100 || line.Contains(run, StringComparison.Ordinal), line)
        );

        var model = Directory
            .EnumerateFiles(run, "model.safetensors", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .First(folder => folder.Contains("grpo", StringComparison.Ordinal));
        await EvaluateAsync(model);
        await SampleAsync(model);
    }

    [Fact]
    public async Task Interrupt_LeavesNoContainer_AndTheRunGoesOnToTheSameNumbers()
    {
        var (whole, broken) = (_folder["whole"], _folder["broken"]);
        using var containers = new Containers();
        using (var cli = StartTraining(broken, maxSteps: 6))
        {
            await cli.WaitUntilAsync((_, _) => Steps(broken).Count >= 2);
            cli.Interrupt();
            var stopped = (await cli.WaitAsync()).ShouldEndWith(130);
            Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);
            Assert.Empty(await containers.OfAsync(cli.Id));
        }

        Assert.InRange(Steps(broken).Count, 2, 5);
        (await TrainAsync(broken, maxSteps: 6, "--resume")).ShouldEndWith(0);
        (await TrainAsync(whole, maxSteps: 6)).ShouldEndWith(0);

        Assert.Equal(Steps(whole), Steps(broken));
    }

    [Fact]
    public async Task Run_ByAServicesRewards_IsTheSameRun_WithoutASandboxOfItsOwn()
    {
        const string Key = "a-key-that-is-long-enough";
        using var service = CliProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0", "--workers", "1"],
            new Dictionary<string, string?> { ["R1CODE_API_KEYS"] = $"trainer:{Key}" }
        );
        var url = "";
        await service.WaitUntilAsync(
            (output, _) =>
            {
                url =
                    output.Split('\n').FirstOrDefault(l => l.StartsWith("listening on ", StringComparison.Ordinal))
                    ?? "";
                return url.Length > 0;
            }
        );
        string[] recipe =
        [
            "--set",
            $"reward_service.url={url["listening on ".Length..]}",
            "--set",
            "reward_service.api_key_env=JUDGE_KEY",
        ];
        var noEngine = new Dictionary<string, string?>
        {
            ["DOCKER_HOST"] = "unix:///tmp/r1code-there-is-no-engine.sock",
        };
        using var stranger = StartTraining(_folder["stranger"], maxSteps: 1, noEngine, recipe);
        Assert.Contains("set JUDGE_KEY", (await stranger.WaitAsync()).ShouldEndWith(2).Error, StringComparison.Ordinal);

        noEngine["JUDGE_KEY"] = Key;
        using var remote = StartTraining(_folder["remote"], maxSteps: 1, noEngine, recipe);
        (await remote.WaitAsync()).ShouldEndWith(0);
        (await TrainAsync(_folder["local"], maxSteps: 1)).ShouldEndWith(0);

        Assert.NotEmpty(Steps(_folder["local"]));
        Assert.Equal(Steps(_folder["local"]), Steps(_folder["remote"]));
        service.Terminate();
        (await service.WaitAsync()).ShouldEndWith(130);
    }

    private async Task EvaluateAsync(string model)
    {
        var problems = _folder.Write(
            "p.jsonl",
            """{"id":"p","prompt":"Print 42.","tests":[{"input":"","expected":"42"}]}"""
        );
        var folder = _folder["eval"];

        var result = await CliProcess.RunAsync([
            "eval",
            "--model",
            model,
            "--problems",
            problems,
            "--samples",
            "2",
            "--k",
            "1,2",
            "--max-new-tokens",
            "8",
            "--out",
            folder,
            "--json",
        ]);

        using var report = JsonDocument.Parse(result.ShouldEndWith(0).Output);
        Assert.Equal(1, report.RootElement.GetProperty("problems").GetInt32());
        Assert.True(report.RootElement.GetProperty("pass_at_k").TryGetProperty("2", out _));
        Assert.Equal(3, File.ReadLines(Path.Combine(folder, "scores.jsonl")).Count());
        Assert.True(File.Exists(Path.Combine(folder, "report.json")));
    }

    private static async Task SampleAsync(string model)
    {
        string[] args = ["sample", "--model", model, "--prompt", "Write a method", "--max-new-tokens", "12"];

        var greedy = (await CliProcess.RunAsync(args)).ShouldEndWith(0);
        var again = (await CliProcess.RunAsync(args)).ShouldEndWith(0);
        var chat = (await CliProcess.RunAsync([.. args, "--chat", "--temperature", "1", "--count", "2"])).ShouldEndWith(
            0
        );
        var tooLong = await CliProcess.RunAsync("sample", "--model", model, "--prompt", new string('x', 5000));

        Assert.Equal(greedy.Output, again.Output);
        Assert.NotEmpty(chat.Output);
        Assert.Contains("--prompt has", tooLong.ShouldEndWith(2).Error, StringComparison.Ordinal);
    }

    private static CliProcess StartTraining(string folder, int maxSteps, params string[] more) =>
        StartTraining(folder, maxSteps, new Dictionary<string, string?>(), more);

    private static CliProcess StartTraining(
        string folder,
        int maxSteps,
        IReadOnlyDictionary<string, string?> variables,
        params string[] more
    ) =>
        CliProcess.Start(
            [
                "train",
                Recipe,
                "--out",
                folder,
                "--workers",
                "1",
                .. Small,
                "--set",
                FormattableString.Invariant($"stages.grpo.max_steps={maxSteps}"),
                "--set",
                "runtime.threads=1",
                .. more,
            ],
            variables
        );

    private static async Task<CliResult> TrainAsync(string folder, int maxSteps, params string[] more)
    {
        using var cli = StartTraining(folder, maxSteps, more);
        return await cli.WaitAsync();
    }

    // The steps of the reinforcement stage with what does not depend on the clock.
    private static List<string> Steps(string run)
    {
        var file = Directory.Exists(run)
            ? Directory
                .EnumerateFiles(run, "metrics.jsonl", SearchOption.AllDirectories)
                .FirstOrDefault(f => f.Contains("grpo", StringComparison.Ordinal))
            : null;
        if (file is null)
        {
            return [];
        }

        var steps = new List<string>();
        foreach (var line in File.ReadAllLines(file))
        {
            using var row = JsonDocument.Parse(line);
            var kept = row.RootElement.EnumerateObject().Where(p => !p.Name.Contains("tim", StringComparison.Ordinal));
            steps.Add(string.Join(", ", kept.Select(p => $"{p.Name} {p.Value}")));
        }

        return steps;
    }
}
