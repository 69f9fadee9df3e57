using System.Globalization;
using System.Text.Json;
using R1Code.Report;
using R1Code.Report.Measures;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Core.Tests.Pipeline;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Logging;
using R1Code.Trainer.Pipeline;

namespace R1Code.Trainer.Core.Tests.Reporting;

public sealed class ReportTests : IDisposable
{
    private readonly string _run = Directory.CreateDirectory(TinyRun.NewFolder()).FullName;

    public void Dispose() => Directory.Delete(_run, recursive: true);

    [Fact]
    public void Table_HasAColumnPerStage_WithMeansOverSeeds()
    {
        WriteStage(1, 1, "dev1", problem => problem < 2 ? 1 : 0);
        WriteStage(2, 1, "dev1", problem => problem < 4 ? 1 : 0);
        WriteStage(1, 2, "dev2", _ => 1);
        WriteRecipe();

        var table = RunReport.Of(_run).Table;

        Assert.Equal(["dev1", "dev2"], table.Stages);
        var row = Assert.Single(table.Rows, row => row is { Group: "all problems", Name: "pass@1" });
        Assert.Equal(["37.5 ± 17.7", "100.0"], row.Values);
    }

    [Fact]
    public void Table_CrossesKindsWithLanguages()
    {
        // Of eight problems, every fourth is one of math in English.
        WriteStage(1, 1, "zero", problem => problem == 0 ? 1 : 0);
        WriteRecipe();

        var table = RunReport.Of(_run).Table;

        Assert.Equal(["50.0"], PassAt1("math, en"));
        Assert.Equal(["0.0"], PassAt1("math, zh"));
        Assert.Equal(["25.0"], PassAt1("math"));
        Assert.Equal(["25.0"], PassAt1("en"));

        IReadOnlyList<string> PassAt1(string group) =>
            Assert.Single(table.Rows, row => row.Group == group && row.Name == "pass@1").Values;
    }

    [Theory]
    [InlineData("<think>en</think>1", "100.0")]
    [InlineData("<think>zh</think>1", "0.0")]
    [InlineData("<answer>zh, without a thought</answer>", "–")]
    public void LanguageConsistency_IsThatOfThoughts(string completion, string share)
    {
        WriteStage(1, 1, "zero", _ => 1, completion);
        WriteRecipe();

        var row = Assert.Single(RunReport.Of(_run).Table.Rows, row => row.Name == "language consistency");

        Assert.Equal([share], row.Values);
    }

    [Theory]
    [InlineData("<think>then 1+1=3, Wait, then 1+1=2.</think>", "100.0")]
    [InlineData("<think>再1+1=3，等等，再1+1=2。</think>", "100.0")]
    [InlineData("<think>then 1+1=2.</think>", "0.0")]
    public void Table_CountsSecondThoughts(string completion, string share)
    {
        WriteStage(1, 1, "zero", _ => 1, completion);
        WriteRecipe();

        var row = Assert.Single(RunReport.Of(_run).Table.Rows, row => row.Name == "second thoughts");

        Assert.Equal([share], row.Values);
    }

    [Fact]
    public void Claim_Holds_WhenEverySeedAgreesAndTheDifferenceIsClear()
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            WriteStage(seed, 1, "dev1", problem => problem % 4 == 0 ? 1 : 0);
            WriteStage(seed, 2, "dev1-more", problem => problem % 4 == 0 ? 1 : 0);
            WriteStage(seed, 3, "dev2", problem => problem < 7 ? 1 : 0);
        }

        WriteRecipe();

        var lines = RunReport.Of(_run).Claims;

        Assert.StartsWith("(a) held:", lines[0], StringComparison.Ordinal);
        Assert.Contains("3 of 3 seeds", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_Fails_WhenNothingDiffers()
    {
        foreach (var stage in new[] { "dev1", "dev1-more", "dev2" })
        {
            WriteStage(1, 1, stage, problem => problem % 2);
        }

        WriteRecipe();

        Assert.StartsWith("(a) failed:", RunReport.Of(_run).Claims[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Page_IsOneFile_ThatNoCompletionCanBreakOutOf()
    {
        WriteStage(1, 1, "zero", _ => 1, completion: "<think>等等</think></script><img src=x onerror=alert(1)>");
        WriteRecipe("<b>run</b>");

        var html = File.ReadAllText(RunReport.Of(_run).Write(Path.Combine(_run, "report")));

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>run</b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "http",
            html.Replace("http-equiv", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(2, html.Split("</script>").Length - 1);
        Assert.Contains("\\u003c/think>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_SaysWhatEachStageDoes()
    {
        WriteStage(1, 1, "zero", _ => 1);
        File.WriteAllText(
            Path.Combine(_run, "recipe.json"),
            """
            {"name":"run","rewards":{"code":1,"format":{"weight":0.5}},"stages":[
            {"name":"corpus","demonstrations":18000,"num_train_epochs":1},
            {"name":"zero","max_steps":60,"prompts_per_step":16,"algorithm":{"num_generations":8}},
            {"name":"reject","start_from":"zero","prompts":384,"num_generations":8,"keep_per_problem":3},
            {"name":"small","from_scratch":{"hidden_size":64},"demonstrations":0,"data_from":"reject","num_train_epochs":3}]}
            """
        );

        var html = File.ReadAllText(RunReport.Of(_run).Write(Path.Combine(_run, "report")));

        foreach (
            var sentence in new[]
            {
                "SFT, 18,000 demonstrations, 1 × each, from the model",
                "RL, 60 steps of 16 problems × 8 completions, rewards code 1, format 0.5, from corpus",
                "rejection sampling, 384 problems × 8 completions, at most 3 kept each, from zero",
                "SFT, what reject kept, 3 × each, from random weights of a size of its own",
            }
        )
        {
            Assert.Contains(System.Net.WebUtility.HtmlEncode(sentence), html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Charts_AreWrittenAsPngs()
    {
        WriteStage(1, 1, "zero", _ => 1);
        WriteRecipe();

        RunReport.Of(_run).Write(Path.Combine(_run, "report"));

        foreach (var name in new[] { "reward", "length", "language", "votes", "verdicts-zero" })
        {
            var bytes = File.ReadAllBytes(Path.Combine(_run, "report", name + ".png"));
            Assert.Equal([0x89, 0x50, 0x4e, 0x47], bytes[..4]);
        }
    }

    [Fact]
    public void Load_SaysWhatIsMissing()
    {
        Directory.CreateDirectory(_run);
        Assert.Contains("recipe.json", Message(), StringComparison.Ordinal);

        WriteRecipe();
        Assert.Contains("no stage", Message(), StringComparison.Ordinal);

        string Message() => Assert.Throws<InvalidDataException>(() => RunReport.Of(_run)).Message;
    }

    [Fact]
    public void PairedTest_KnowsChanceFromDifference()
    {
        var random = SeededRandom.For(3, "paired");
        var noise = Enumerable
            .Range(0, 200)
            .ToDictionary(i => i.ToString(CultureInfo.InvariantCulture), _ => random.NextDouble());
        var shifted = noise.ToDictionary(
            pair => pair.Key,
            pair => pair.Value + 0.05 + 0.1 * (random.NextDouble() - 0.5)
        );
        var shuffled = noise.ToDictionary(pair => pair.Key, pair => pair.Value + 0.1 * (random.NextDouble() - 0.5));

        Assert.True(PairedTest.Of([(shifted, noise)])!.P < 0.001);
        Assert.True(PairedTest.Of([(shuffled, noise)])!.P > 0.01);
        Assert.Null(PairedTest.Of([]));
    }

    private void WriteRecipe(string name = "run")
    {
        Directory.CreateDirectory(_run);
        File.WriteAllText(Path.Combine(_run, "recipe.json"), JsonSerializer.Serialize(new { name, description = "d" }));
    }

    private void WriteStage(
        int seed,
        int position,
        string name,
        Func<int, int> right,
        string completion = "<think>a</think><answer>1</answer>"
    )
    {
        var folder = Path.Combine(_run, $"seed-{seed}", $"{position:00}-{name}");
        Directory.CreateDirectory(folder);
        var row = new EvaluationRow
        {
            Seed = seed,
            Stage = name,
            Step = 1,
            Minutes = 1,
            Report = new EvaluationReport
            {
                Problems = 8,
                Samples = 2,
                Temperature = 1,
                TopP = 1,
                Seed = 1,
                Greedy = Estimate.Of([1]),
                GreedyReward = 1,
                MeanLength = 1,
                Verdicts = new Dictionary<string, int>(),
                Unscorable = 0,
            },
        };
        File.WriteAllText(Path.Combine(folder, "result.json"), JsonSerializer.Serialize(row, R1Json.Options));
        File.WriteAllLines(
            Path.Combine(folder, "metrics.jsonl"),
            [
                """{"step":1,"reward":0.1,"completions/mean_length":3,"rewards/language_consistency/mean":0.5,"step_time":1,"timing_s/gen":0.5,"verdicts/Accepted":0.5}""",
                """{"step":2,"reward":0.2,"completions/mean_length":4,"rewards/language_consistency/mean":0.6,"step_time":1,"timing_s/gen":0.5,"verdicts/Accepted":1}""",
            ]
        );
        File.WriteAllLines(
            Path.Combine(folder, "evaluation.jsonl"),
            Enumerable
                .Range(0, 8 * 3)
                .Select(i => new EvaluationLine
                {
                    Setting = "plain",
                    ProblemId = $"p{i / 3}",
                    Kind = i / 3 % 4 < 2 ? "math" : "logic",
                    Family = "algebra",
                    Language = i / 3 % 2 == 0 ? "en" : "zh",
                    Prompt = "?",
                    Greedy = i % 3 == 0,
                    Sample = Math.Max(0, i % 3 - 1),
                    Completion = completion,
                    Tokens = 5,
                    Truncated = false,
                    Correct = right(i / 3) == 1,
                    Vote = "1",
                    Rewards = new Dictionary<string, double?>
                    {
                        ["format"] = 1,
                        ["language_consistency"] = completion.Contains("zh", StringComparison.Ordinal) ? 0 : 1,
                    },
                })
                .Select(line => JsonSerializer.Serialize(line, R1Json.Options))
        );
    }
}
