using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class EpisodeWavesTests
{
    private static readonly ModelConfig Config = LearnerTests.Config;

    [Fact]
    public void Cut_PutsGroupsThatRunNoProgramFirst_AndKeepsGroupsWhole()
    {
        // A group has 2 + 3·3 = 11 tokens.
        var batch = Batch();

        var waves = EpisodeWaves.Cut(batch, new GrpoOptions(), 25);

        Assert.Equal(
            [
                [3, 4, 5, 9, 10, 11],
                [15, 16, 17],
                [0, 1, 2, 6, 7, 8],
                [12, 13, 14],
            ],
            waves
        );
        Assert.Equal(6, EpisodeWaves.Cut(batch, new GrpoOptions(), 1).Count);
        Assert.Equal(2, EpisodeWaves.Cut(batch, new GrpoOptions(), 1000).Count);
    }

    public static TheoryData<GrpoOptions> BeyondAGroup =>
        [
            new GrpoOptions { DynamicSampling = true },
            new GrpoOptions { NumMiniBatches = 2 },
            new GrpoOptions { UseKlInReward = true },
            new GrpoOptions { TopEntropyQuantile = .5 },
            new GrpoOptions { ScaleRewards = RewardScale.Batch },
            new GrpoOptions { LossType = LossType.Bnpo },
            new GrpoOptions { MultiObjectiveAggregation = RewardAggregation.NormalizeThenSum },
            new GrpoOptions { AdvantageEstimator = AdvantageEstimator.ReinforcePlusPlus },
            new GrpoOptions { AdvantageEstimator = AdvantageEstimator.ReinforcePlusPlusSamples },
        ];

    [Theory]
    [MemberData(nameof(BeyondAGroup))]
    public void Cut_IsOneWave_WhereMoreThanAGroupDecides(GrpoOptions algorithm)
    {
        Assert.Equal(
            [
                [.. Enumerable.Range(0, 18)],
            ],
            EpisodeWaves.Cut(Batch(), algorithm, 1)
        );
    }

    public static TheoryData<GrpoOptions> WithinAGroup =>
        [
            new GrpoOptions(),
            new GrpoOptions { LossType = LossType.Dapo },
            new GrpoOptions { LossType = LossType.DrGrpo, ScaleRewards = RewardScale.None },
            new GrpoOptions { Beta = .1 },
            new GrpoOptions { EntropyCoef = .01 },
            new GrpoOptions { NumIterations = 2 },
            new GrpoOptions { AdvantageEstimator = AdvantageEstimator.Rloo },
            new GrpoOptions { AdvantageEstimator = AdvantageEstimator.PassAtK },
            new GrpoOptions { AdvantageEstimator = AdvantageEstimator.Maxrl },
            new GrpoOptions { AdvantageEstimator = AdvantageEstimator.Opo },
        ];

    [Theory]
    [MemberData(nameof(WithinAGroup))]
    public void Update_IsTheSameStep_InWavesAndAtOnce(GrpoOptions algorithm)
    {
        var batch = Batch();

        var whole = Learn(batch, algorithm, 1000, Whole(batch));
        var waves = Learn(batch, algorithm, 25, EpisodeWaves.Cut(batch, algorithm, 25));

        AssertClose(whole, waves);
    }

    [Fact]
    public void Update_LearnsFromAWave_BeforeItAsksForTheNext()
    {
        using var model = DecoderModel.Initialize(Config, 1);
        using var optimizer = new AdamW(model.named_parameters());
        var batch = Batch();
        var gradients = new List<double>();
        var waves = new EpisodeWaves(
            batch,
            EpisodeWaves.Cut(batch, new GrpoOptions(), 25),
            (indices, _) =>
            {
                gradients.Add(optimizer.ClipGradientNorm(double.PositiveInfinity));
                return Scored(batch, indices, new GrpoOptions());
            }
        );

        Learner(model, optimizer, new GrpoOptions(), 25).Update(waves, null, 1e-3, SeededRandom.For(1, "order"));

        Assert.Equal(4, gradients.Count);
        Assert.Equal(0, gradients[0]);
        Assert.All(gradients.Skip(1), norm => Assert.True(norm > 0));
        Assert.Equal(4, gradients.Distinct().Count());
    }

    [Theory]
    [InlineData(LossType.Dapo, true)]
    [InlineData(LossType.Grpo, false)]
    public void Update_IsExact_WhenAnAwaitedEpisodeTurnsOutUnscorable(LossType loss, bool again)
    {
        var algorithm = new GrpoOptions { LossType = loss };
        var batch = Batch();
        // In the last wave: two waves were learned from with a divisor that is too large.
        batch[13] = batch[13] with
        {
            CompletionTokens = [3, 4, 5, 6, 7, 8],
        };

        var whole = Learn(batch, algorithm, 1000, Whole(batch), unscorable: 13);
        var waves = Learn(batch, algorithm, 1000, EpisodeWaves.Cut(batch, algorithm, 25), unscorable: 13);

        AssertClose(whole, waves);
        if (again)
        {
            Assert.Equal(whole.Weights, waves.Weights);
            Assert.Equal(whole.Loss, waves.Loss);
        }
    }

    [Fact]
    public void Update_RefusesWaves_WhereMoreThanAGroupDecides()
    {
        var batch = Batch();

        var error = Assert.Throws<ArgumentException>(() =>
            Learn(batch, new GrpoOptions { NumMiniBatches = 2 }, 25, EpisodeWaves.Cut(batch, new GrpoOptions(), 25))
        );

        Assert.Contains("4 waves", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<int[]> Whole(Episode[] batch) =>
        [
            [.. Enumerable.Range(0, batch.Length)],
        ];

    private static (float[][] Weights, double Loss) Learn(
        Episode[] batch,
        GrpoOptions algorithm,
        int budget,
        IReadOnlyList<int[]> cut,
        int unscorable = -1
    )
    {
        using var model = DecoderModel.Initialize(Config, 1);
        using var optimizer = new AdamW(model.named_parameters());
        using var other = DecoderModel.Initialize(Config, 2);
        using var reference = algorithm.Beta > 0 ? ReferencePolicy.SnapshotOf(other) : null;
        var waves = new EpisodeWaves(batch, cut, (indices, _) => Scored(batch, indices, algorithm, unscorable));
        var update = Learner(model, optimizer, algorithm, budget)
            .Update(waves, reference, 1e-3, SeededRandom.For(1, "order"));
        return ([.. model.parameters().Select(p => p.detach().contiguous().data<float>().ToArray())], update.Loss);
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

    private static Episode[] Scored(
        Episode[] batch,
        IReadOnlyList<int> indices,
        GrpoOptions algorithm,
        int unscorable = -1
    )
    {
        var rewards = indices.Select(i => i == unscorable ? (double?)null : (7 * i + 3) % 5).ToArray();
        var advantages = Advantages.Of(
            [
                .. indices.Select(
                    (i, at) => new RewardedSample(batch[i].Group, rewards[at], batch[i].CompletionTokens.Count)
                ),
            ],
            algorithm
        );
        return
        [
            .. indices.Select(
                (i, at) =>
                    batch[i] with
                    {
                        Advantage = advantages[at],
                        Score = new RewardBreakdown
                        {
                            ProblemId = "p",
                            Reward = rewards[at],
                            Rewards = new Dictionary<string, double?>(),
                        },
                    }
            ),
        ];
    }

    // Six groups of three, every other one of programs.
    private static Episode[] Batch() =>
        [
            .. Enumerable
                .Range(0, 18)
                .Select(i => new Episode
                {
                    Problem = new Problem { Id = $"p{i / 3}", Kind = i / 3 % 2 == 0 ? "code" : "math" },
                    Group = i / 3,
                    Sample = i % 3,
                    PromptTokens = [1, 2, 3 + i / 3],
                    CompletionTokens = [4 + i % 7, 11 + i % 5],
                    LogProbs = [-3, -3],
                    Completion = "",
                }),
        ];

    private static void AssertClose((float[][] Weights, double Loss) expected, (float[][] Weights, double Loss) actual)
    {
        Assert.Equal(expected.Loss, actual.Loss, 1e-5);
        foreach (var (e, a) in expected.Weights.Zip(actual.Weights))
        {
            for (var i = 0; i < e.Length; i++)
            {
                Assert.Equal(e[i], a[i], 2e-5f);
            }
        }
    }
}
