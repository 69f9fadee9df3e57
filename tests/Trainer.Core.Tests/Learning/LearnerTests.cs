using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class LearnerTests
{
    internal static readonly ModelConfig Config = new()
    {
        ModelType = "llama",
        HiddenSize = 16,
        IntermediateSize = 24,
        NumHiddenLayers = 2,
        NumAttentionHeads = 2,
        VocabSize = 20,
        MaxPositionEmbeddings = 32,
        InitializerRange = 0.2,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void SftStep_DoesNotDependOnHowTheBatchIsCut(int budget)
    {
        var rows = Enumerable.Range(1, 8).Select(i => TokenRow.Of([1, 2, i], [.. Enumerable.Range(3, i)])).ToArray();

        var whole = Weights(model => Sft(model, rows, 100_000));
        var cut = Weights(model => Sft(model, rows, budget));

        AssertClose(whole, cut);
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(32, false)]
    [InlineData(32, true)]
    public void SftStep_DoesNotDependOnPacking(int packLength, bool checkpointing)
    {
        var rows = Enumerable.Range(1, 8).Select(i => TokenRow.Of([1, 2, i], [.. Enumerable.Range(3, i)])).ToArray();
        // One row whose first token is marked as learned: nothing predicts it, packed or not.
        rows[2] = new TokenRow([4, 5, 6], [true, true, true]);

        var apart = Weights(model => Sft(model, rows, 100_000));
        var packed = Weights(model =>
        {
            model.GradientCheckpointing = checkpointing;
            Sft(model, rows, 64, packLength);
        });

        Assert.True(TokenRows.Pack(rows, packLength).Count < rows.Length);
        AssertClose(apart, packed);
    }

    [Theory]
    [InlineData(LossType.Grpo, 0.0)]
    [InlineData(LossType.Dapo, 0.0)]
    [InlineData(LossType.DrGrpo, 0.0)]
    [InlineData(LossType.Grpo, 0.1)]
    public void PolicyUpdate_DoesNotDependOnHowTheBatchIsCut(LossType loss, double beta)
    {
        var algorithm = new GrpoOptions { LossType = loss, Beta = beta };

        var whole = Weights(model => Rl(model, algorithm, 100_000));
        var cut = Weights(model => Rl(model, algorithm, 1));

        AssertClose(whole, cut);
    }

    [Theory]
    [InlineData(LossType.Grpo, 0.1, false)]
    [InlineData(LossType.Dapo, 0.0, false)]
    [InlineData(LossType.Gmpo, 0.0, true)]
    public void PolicyUpdate_IsTheSame_WhetherCompletionsShareTheirPromptsRow(
        LossType loss,
        double beta,
        bool checkpointing
    )
    {
        var algorithm = new GrpoOptions { LossType = loss, Beta = beta };

        var shared = Weights(model => Learn(model, episode => episode));
        // A group of its own for each completion: nothing is shared, and the advantages are given.
        var apart = Weights(model => Learn(model, episode => episode with { Group = episode.Sample }));

        AssertClose(apart, shared);

        void Learn(DecoderModel model, Func<Episode, Episode> change)
        {
            model.GradientCheckpointing = checkpointing;
            var update = Rl(model, algorithm, 1000, change);
            Assert.InRange(update.MaxLogProbDifference, 0, 1e-5);
        }
    }

    [Fact]
    public void EpisodeRows_ReadThePromptOnce_UpToALength()
    {
        using var model = DecoderModel.Initialize(Config, 1);
        var episodes = Episodes(model);
        var long1 = episodes[0] with { CompletionTokens = Enumerable.Repeat(5, 400).ToArray() };

        var together = EpisodeRow.Lay(episodes, [0, 1, 2, 3]).ToList();
        var apart = EpisodeRow.Lay([long1, long1, episodes[2]], [0, 1, 2]).ToList();

        // Two shared tokens, then each completion behind a copy of the prompt's last token.
        Assert.Equal([2 + 5 + 4 + 3 + 2], together.Select(row => row.Length));
        Assert.Equal([1, 3, 0, 2], together[0].Episodes);
        Assert.Equal([2 + 401, 2 + 401 + 2], apart.Select(row => row.Length));
        Assert.Equal(
            [
                [0],
                [1, 2],
            ],
            apart.Select(row => row.Episodes)
        );
    }

    [Fact]
    public void PolicyUpdate_SharesPrompts_BeyondTheContextsLength()
    {
        // Each sequence fits the model's context, the row they share does not.
        using var model = DecoderModel.Initialize(Config with { MaxPositionEmbeddings = 7 }, 1);

        var update = Rl(model, new GrpoOptions(), 1000, episode => episode);

        Assert.InRange(update.MaxLogProbDifference, 0, 1e-5);
    }

    [Fact]
    public void SftStep_LearnsTheCompletionAlone()
    {
        // Nothing but the prompt differs: the gradient through the mask must not reach the prompt's own prediction.
        using var model = DecoderModel.Initialize(Config, 1);
        using var optimizer = new AdamW(model.named_parameters());
        var learner = new SftLearner(model, optimizer, new OptimizerOptions(), 0);

        var stats = learner.Step([TokenRow.Of([1, 2, 3, 4, 5], [6, 7])], 1e-3);

        Assert.Equal(2, stats.Tokens);
    }

    [Fact]
    public void SftStep_StopsAndLeavesTheWeights_WhenTheLossIsNotANumber()
    {
        using var model = DecoderModel.Initialize(Config, 1);
        using (torch.no_grad())
        {
            model.parameters().First().fill_(float.NaN);
        }

        using var optimizer = new AdamW(model.named_parameters());
        var before = Snapshot(model)[1];

        var error = Assert.Throws<LearningException>(() =>
            new SftLearner(model, optimizer, new OptimizerOptions(), 0).Step([TokenRow.Of([1], [2])], 1e-3)
        );

        Assert.Contains("lower learning_rate", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(model)[1]);
    }

    [Fact]
    public void PolicyUpdate_RaisesWhatWasBetterThanItsGroup()
    {
        using var model = DecoderModel.Initialize(Config, 1);
        using var optimizer = new AdamW(model.named_parameters());
        var episodes = Episodes(model);
        var before = LogProbs(model, episodes);
        var learner = Learner(model, optimizer, new GrpoOptions(), 1000);

        learner.Update(episodes, null, 1e-3, SeededRandom.For(1, "order"));

        var after = LogProbs(model, episodes);
        Assert.True(after[0] > before[0], "the completion with advantage 1 became less likely");
        Assert.True(after[1] < before[1], "the completion with advantage −1 became more likely");
    }

    [Fact]
    public void ReferencePolicy_MixesWeights()
    {
        using var policy = DecoderModel.Initialize(Config, 1);
        using var start = DecoderModel.Initialize(Config, 2);
        using var reference = ReferencePolicy.SnapshotOf(start);

        reference.Follow(policy, .25);

        var mixed = Snapshot(policy).Zip(Snapshot(start), (p, s) => p.Zip(s, (a, b) => .25f * a + .75f * b).ToArray());
        AssertClose([.. mixed], Snapshot(reference.Model));
    }

    [Fact]
    public void Gradients_OfUnscoredAndMaskedEpisodes_AreNone()
    {
        var before = Weights(_ => { });
        var after = Weights(model =>
        {
            using var optimizer = new AdamW(model.named_parameters());
            var episodes = Episodes(model);
            var learner = Learner(model, optimizer, new GrpoOptions { MaskTruncatedCompletions = true }, 1000);
            learner.Update(
                [episodes[0] with { Score = null }, episodes[1] with { Truncated = true }],
                null,
                1e-2,
                SeededRandom.For(1, "order")
            );
        });

        AssertClose(before, after);
    }

    private static void Sft(DecoderModel model, TokenRow[] rows, int budget, int? packLength = null)
    {
        using var optimizer = new AdamW(model.named_parameters());
        var learner = new SftLearner(
            model,
            optimizer,
            new OptimizerOptions { MicroBatchTokens = budget },
            0,
            packLength
        );
        learner.Step(rows, 1e-3);
        learner.Step(rows, 1e-3);
    }

    private static void Rl(DecoderModel model, GrpoOptions algorithm, int budget) =>
        Rl(model, algorithm, budget, episode => episode);

    private static PolicyUpdate Rl(DecoderModel model, GrpoOptions algorithm, int budget, Func<Episode, Episode> change)
    {
        using var optimizer = new AdamW(model.named_parameters());
        using var other = DecoderModel.Initialize(Config, 2);
        using var reference = algorithm.Beta > 0 ? ReferencePolicy.SnapshotOf(other) : null;
        var learner = Learner(model, optimizer, algorithm, budget);
        var episodes = Episodes(model).Select(change).ToArray();
        return learner.Update(episodes, reference, 1e-3, SeededRandom.For(1, "order"));
    }

    private static PolicyLearner Learner(DecoderModel model, AdamW optimizer, GrpoOptions algorithm, int budget) =>
        new(
            model,
            optimizer,
            algorithm,
            new RolloutOptions { MaxCompletionLength = 8 },
            new OptimizerOptions { MicroBatchTokens = budget },
            0
        );

    private static Episode[] Episodes(DecoderModel model)
    {
        int[][] completions =
        [
            [4, 5],
            [6, 7, 8, 9],
            [10],
            [11, 12, 13],
        ];
        double[] advantages = [1, -1, .5, -.5];
        var problem = new Problem { Id = "p" };
        var episodes = completions
            .Select(
                (completion, i) =>
                    new Episode
                    {
                        Problem = problem,
                        Group = 0,
                        Sample = i,
                        PromptTokens = [1, 2, 3],
                        CompletionTokens = completion,
                        LogProbs = new float[completion.Length],
                        Completion = "",
                        Advantage = advantages[i],
                        Score = new RewardBreakdown
                        {
                            ProblemId = "p",
                            Reward = 1,
                            Rewards = new Dictionary<string, double?>(),
                        },
                    }
            )
            .ToArray();
        return [.. episodes.Select(e => e with { LogProbs = PerToken(model, e) })];
    }

    private static float[] PerToken(DecoderModel model, Episode episode)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var ids = torch.tensor(episode.PromptTokens.Concat(episode.CompletionTokens).Select(t => (long)t).ToArray());
        var scores = model.TokenLogProbs(ids.unsqueeze(0)).LogProbs[0];
        return [.. scores.narrow(0, episode.PromptTokens.Count - 1, episode.CompletionTokens.Count).data<float>()];
    }

    private static double[] LogProbs(DecoderModel model, Episode[] episodes) =>
        [.. episodes.Select(e => PerToken(model, e).Sum(v => (double)v))];

    private static float[][] Weights(Action<DecoderModel> learn)
    {
        using var model = DecoderModel.Initialize(Config, 1);
        learn(model);
        return Snapshot(model);
    }

    private static float[][] Snapshot(DecoderModel model) =>
        [.. model.parameters().Select(p => p.detach().contiguous().data<float>().ToArray())];

    private static void AssertClose(float[][] expected, float[][] actual)
    {
        foreach (var (e, a) in expected.Zip(actual))
        {
            for (var i = 0; i < e.Length; i++)
            {
                // Adam divides by the gradient's own size: noise of the last bit grows to a share of the rate.
                Assert.Equal(e[i], a[i], 2e-5f);
            }
        }
    }
}
