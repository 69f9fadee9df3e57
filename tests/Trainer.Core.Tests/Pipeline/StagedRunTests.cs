using System.Text.Json;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Core.Tests.Pipeline;

/// <summary>Stages that start from each other, sample for each other and are not done twice.</summary>
public sealed class StagedRunTests
{
    private const string Recipe = """
        name: staged
        runtime: { threads: 1 }
        model:
          from_scratch: { hidden_size: 32, intermediate_size: 32, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, vocab_size: 300, tokenizer_documents: 20, max_position_embeddings: 768 }
        problems: { prompt_format: plain, lab: { seed: 2, level_weights: [1] } }
        evaluation: { problems: 6, samples: 2, k: [1, 2], short_m: 1, max_completion_length: 12 }
        stages:
          - { kind: sft, name: pretrain, demonstrations: 12, noise: { wrong: 0.5, mixed: 0.5 }, num_train_epochs: 1, batch_size: 4 }
          - { kind: rejection, name: samples, evaluate: false, prompts: 8, num_generations: 4, require: { format: 1 }, max_completion_length: 180 }
          - { kind: sft, name: taught, start_from: pretrain, data_from: samples, demonstrations: 4, kinds: [code], num_train_epochs: 1, batch_size: 4, thinking_budgets: [2], forced_waits: [1] }
          - { kind: sft, name: small, from_scratch: { hidden_size: 16, intermediate_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, vocab_size: 300, tokenizer_documents: 20, max_position_embeddings: 768 }, demonstrations: 4, num_train_epochs: 1, batch_size: 4 }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stages_StartFromEachOtherAndFromOtherSizes()
    {
        var folder = TinyRun.NewFolder();

        var (summary, _) = await RunAsync(folder);

        Assert.Equal(["pretrain", "samples", "taught", "small"], summary.Rows.Select(row => row.Stage));
        Assert.Equal(32, HiddenSize(folder, "03-taught"));
        Assert.Equal(16, HiddenSize(folder, "04-small"));
        Assert.True(summary.Rows[1].Tokens > 0);
        Assert.Null(summary.Rows[1].Report);
    }

    [Fact]
    public async Task Evaluation_KeepsEveryCompletion_AtEveryThinkingLimit()
    {
        var folder = TinyRun.NewFolder();

        var (summary, _) = await RunAsync(folder);

        var settings = File.ReadLines(Path.Combine(folder, "seed-1", "03-taught", "evaluation.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("setting").GetString()!)
            .CountBy(setting => setting)
            .ToDictionary();
        Assert.Equal(["budget 2", "plain", "waits 1"], settings.Keys.Order());
        Assert.All(settings.Values, count => Assert.Equal(6 * 3, count));
        Assert.Equal([1, 2], summary.Rows[0].Report!.ShortMAtK.Keys.Order());
    }

    [Fact]
    public async Task ChangedStage_IsDoneAgainWithWhatFollowsFromIt_AndNothingElse()
    {
        var folder = TinyRun.NewFolder();
        await RunAsync(folder);

        var (_, host) = await RunAsync(folder, redo: true, "stages.samples.num_generations=5");

        Assert.Equal(["samples", "taught"], host.Steps.Select(step => step.Stage).Distinct());
        Assert.Equal(2, host.Messages.Count(message => message.Contains("is done again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ChangedSource_IsRefused_UnlessRedoIsAskedFor()
    {
        var folder = TinyRun.NewFolder();
        await RunAsync(folder);

        var error = await Assert.ThrowsAsync<TrainingException>(() =>
            RunAsync(folder, redo: false, "stages.samples.num_generations=5")
        );

        Assert.Contains("02-samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SharedStage_IsDoneByTheFirstSeedForAll()
    {
        var folder = TinyRun.NewFolder();

        var (summary, host) = await RunAsync(folder, redo: false, "seeds=[1, 2]", "stages.pretrain.shared=true");

        Assert.Equal([1, 2], summary.Rows.Where(row => row.Stage == "pretrain").Select(row => row.Seed));
        Assert.Equal([1], Seeds("pretrain"));
        Assert.Equal([1, 2], Seeds("taught"));
        Assert.True(File.Exists(Path.Combine(folder, "seed-2", "01-pretrain", "evaluation.jsonl")));

        IEnumerable<int> Seeds(string stage) =>
            host.Steps.Where(step => step.Stage == stage).Select(step => step.Seed).Distinct().Order();
    }

    [Fact]
    public void SharedStage_MustNotStartFromOneThatIsNot()
    {
        var error = Assert.Throws<RecipeException>(() =>
            RecipeFile.Parse(Recipe, "staged.yaml", ["stages.taught.shared=true"])
        );

        Assert.Contains("stages[2].shared", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameCompletion_IsScoredOnce()
    {
        var asked = 0;
        var host = new TinyRun(TinyRun.NewFolder())
        {
            Reward = _ =>
            {
                asked++;
                return 1;
            },
        };
        var shared = new SharedRewardSource(host);
        var problem = new R1Code.Sandbox.Protocol.Problem { Id = "p" };

        var scores = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => shared.ScoreAsync(new(problem, "same", i, [1], false), Token))
        );
        await shared.ScoreAsync(new(problem, "same", 9, [1, 2], false), Token);

        Assert.Equal([0, 1, 2, 3, 4], scores.Select(score => score.Sample));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task CompletionWithoutAScore_IsAskedForAnew()
    {
        var asked = 0;
        var host = new TinyRun(TinyRun.NewFolder()) { Reward = _ => asked++ == 0 ? null : 1 };
        var shared = new SharedRewardSource(host);
        var problem = new R1Code.Sandbox.Protocol.Problem { Id = "p" };

        var first = await shared.ScoreAsync(new(problem, "same", 0, [1], false), Token);
        var second = await shared.ScoreAsync(new(problem, "same", 1, [1], false), Token);

        Assert.Null(first.Reward);
        Assert.Equal(1, second.Reward);
    }

    private static async Task<(RunSummary Summary, TinyRun Host)> RunAsync(
        string folder,
        bool redo = false,
        params string[] overrides
    )
    {
        var host = new TinyRun(folder);
        var recipe = RecipeFile.Parse(Recipe, "staged.yaml", overrides);
        var run = new TrainingRun(recipe, folder, _ => host, host, host, TimeProvider.System);
        return (await run.RunAsync(Directory.Exists(folder), redo, Token), host);
    }

    private static int HiddenSize(string folder, string stage)
    {
        var config = File.ReadAllText(Path.Combine(folder, "seed-1", stage, "final", "config.json"));
        using var json = JsonDocument.Parse(config);
        return json.RootElement.GetProperty("hidden_size").GetInt32();
    }
}
