using R1Code.Trainer.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class PolicyLossTests
{
    private static readonly GrpoOptions Sequence = new() { ImportanceSamplingLevel = RatioLevel.Sequence };

    public static TheoryData<string, GrpoOptions, double, double, double> SingleTokens =>
        new()
        {
            { "clip above, A > 0", new(), .3, 1, -1.2 },
            {
                "clip higher, A > 0",
                new() { EpsilonHigh = .28 },
                .3,
                1,
                -1.28
            },
            { "no clip above, A < 0", new(), .3, -1, 1.349859 },
            { "no clip below, A > 0", new(), -.3, 1, -.740818 },
            { "clip below, A < 0", new(), -.3, -1, .8 },
            { "unbounded, A < 0", new(), 1.5, -1, 4.481689 },
            {
                "two-sided clip, A < 0",
                new() { Delta = 4 },
                1.5,
                -1,
                4.0
            },
            {
                "dual clip, A < 0",
                new() { DualClip = 3 },
                1.5,
                -1,
                3.0
            },
            {
                "SAPO, A > 0",
                new() { LossType = LossType.Sapo },
                .3,
                1,
                -2.346333
            },
            {
                "SAPO, A < 0",
                new() { LossType = LossType.Sapo },
                .3,
                -1,
                2.250739
            },
        };

    [Theory]
    [MemberData(nameof(SingleTokens))]
    public void Of_GivesThePapersValue_ForOneToken(
        string row,
        GrpoOptions options,
        double logRatio,
        double advantage,
        double expected
    )
    {
        var loss = Loss(
            [
                [logRatio],
            ],
            [advantage],
            options
        );

        Assert.True(Math.Abs(expected - loss) < 5e-6, $"{row}: expected {expected}, got {loss}");
    }

    [Theory]
    [InlineData(1.0, -1.105171)]
    [InlineData(-1.0, 1.105171)]
    public void Gspo_UsesTheMeanLogRatioOfTheSequence(double advantage, double expected) =>
        Assert.Equal(
            expected,
            Loss(
                [
                    [.3, -.1, .1],
                ],
                [advantage],
                Sequence
            ),
            5
        );

    [Theory]
    [InlineData(1.0, -1.221403)]
    [InlineData(-1.0, 1.305605)]
    public void Gmpo_ClipsInLogSpaceOnTheSideOfTheSign(double advantage, double expected) =>
        Assert.Equal(
            expected,
            Loss(
                [
                    [.3, -.1, .6],
                ],
                [advantage],
                new() { LossType = LossType.Gmpo, Epsilon = .4 }
            ),
            4
        );

    [Theory]
    [InlineData(.3, 1.349859)]
    [InlineData(3.0, 5.0)]
    public void Cispo_WeighsTheGradientByTheCappedRatio(double logRatio, double weight)
    {
        var options = new GrpoOptions { LossType = LossType.Cispo, EpsilonHigh = 5 };

        Assert.Equal(-2 * weight, Gradient(logRatio, 2, options), tolerance: 1e-4);
    }

    [Fact]
    public void Reinforce_IgnoresTheRatio() =>
        Assert.Equal(-2, Gradient(3, 2, new GrpoOptions { LossType = LossType.Reinforce }), tolerance: 1e-5);

    [Fact]
    public void Clip_HasNoGradient_WhereItHolds()
    {
        Assert.Equal(0, Gradient(.3, 1, new GrpoOptions()), tolerance: 1e-6);
        Assert.Equal(0, Gradient(-.3, -1, new GrpoOptions()), tolerance: 1e-6);
    }

    [Theory]
    [InlineData(LossAggregation.SequenceMean, .75)]
    [InlineData(LossAggregation.TokenMean, .625)]
    [InlineData(LossAggregation.StepTokenMean, .625)]
    [InlineData(LossAggregation.MaxLength, .3125)]
    [InlineData(LossAggregation.SequenceSum, 2.5)]
    public void Aggregate_GivesTheNamedMean(LossAggregation aggregation, double expected)
    {
        using var scope = NewDisposeScope();
        var (perToken, mask) = TwoSequences();

        var loss = PolicyLoss.Aggregate(
            perToken,
            mask,
            new GrpoOptions { Aggregation = aggregation },
            new StepTotals(2, 8, 8)
        );

        Assert.Equal(expected, loss.ToDouble(), tolerance: 1e-6);
    }

    [Theory]
    [InlineData(LossAggregation.SequenceMean)]
    [InlineData(LossAggregation.StepTokenMean)]
    [InlineData(LossAggregation.MaxLength)]
    [InlineData(LossAggregation.SequenceSum)]
    public void Aggregate_OfMicroBatchesAddsUpToTheWhole(LossAggregation aggregation)
    {
        using var scope = NewDisposeScope();
        var (perToken, mask) = TwoSequences();
        var options = new GrpoOptions { Aggregation = aggregation };
        var totals = new StepTotals(2, 8, 8);

        var whole = PolicyLoss.Aggregate(perToken, mask, options, totals).ToDouble();
        var parts = Enumerable
            .Range(0, 2)
            .Sum(i => PolicyLoss.Aggregate(perToken[i..(i + 1)], mask[i..(i + 1)], options, totals).ToDouble());

        Assert.Equal(whole, parts, tolerance: 1e-6);
    }

    [Theory]
    [InlineData(KlEstimator.K1, -1, -1.5, .5)]
    [InlineData(KlEstimator.K2, -1, -1.5, .125)]
    [InlineData(KlEstimator.K3, -1, -1.5, .106531)]
    [InlineData(KlEstimator.K1, -1.5, -1, -.5)]
    [InlineData(KlEstimator.K2, -1.5, -1, .125)]
    [InlineData(KlEstimator.K3, -1.5, -1, .148721)]
    public void Kl_GivesTheNamedEstimate(KlEstimator estimator, double logProb, double reference, double expected)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(
            expected,
            PolicyLoss.Kl(tensor(logProb), tensor(reference), estimator).ToDouble(),
            tolerance: 1e-6
        );
    }

    [Fact]
    public void Kl_IsAddedToTheLoss_WithBeta()
    {
        using var scope = NewDisposeScope();
        var input = Input(
            [
                [-1.0],
            ],
            [
                [-1.0],
            ],
            [0]
        ) with
        {
            ReferenceLogProbs = tensor(
                new[,]
                {
                    { -1.5f },
                }
            ),
        };

        var result = PolicyLoss.Of(input, new GrpoOptions { Beta = .5 }, new StepTotals(1, 1, 1));

        Assert.Equal(.5 * .106531, result.Loss.ToDouble(), tolerance: 1e-5);
        Assert.Equal(.106531, result.KlSum, tolerance: 1e-5);
    }

    [Fact]
    public void OffPolicyMask_LeavesOutNegativeSequencesThatDrifted()
    {
        var options = new GrpoOptions { OffPolicyMaskThreshold = .5, LossType = LossType.Bnpo };

        Assert.Equal(
            0,
            Loss(
                [
                    [-1, -1],
                ],
                [-1],
                options
            ),
            6
        );
        Assert.NotEqual(
            0,
            Loss(
                [
                    [-1, -1],
                ],
                [1],
                options
            ),
            3
        );
        Assert.NotEqual(
            0,
            Loss(
                [
                    [-.2, -.2],
                ],
                [-1],
                options
            ),
            3
        );
    }

    [Fact]
    public void TopEntropyQuantile_KeepsTheTokensOfHighestEntropy()
    {
        using var scope = NewDisposeScope();
        var input = Input(
            [
                [0, 0, 0, 0],
            ],
            [
                [0, 0, 0, 0],
            ],
            [1]
        ) with
        {
            Entropy = tensor(
                new[,]
                {
                    { .1f, .9f, .2f, .8f },
                }
            ),
        };

        var result = PolicyLoss.Of(input, new GrpoOptions { TopEntropyQuantile = .5 }, new StepTotals(1, 4, 4));

        Assert.Equal(2, result.Tokens);
    }

    [Fact]
    public void EntropyBonus_IsSubtracted()
    {
        using var scope = NewDisposeScope();
        var input = Input(
            [
                [0, 0],
            ],
            [
                [0, 0],
            ],
            [0]
        ) with
        {
            Entropy = tensor(
                new[,]
                {
                    { 1f, 3f },
                }
            ),
        };

        var result = PolicyLoss.Of(input, new GrpoOptions { EntropyCoef = .1 }, new StepTotals(1, 2, 2));

        Assert.Equal(-.2, result.Loss.ToDouble(), tolerance: 1e-5);
    }

    [Fact]
    public void ClippedTokens_AreCountedOnTheSideWhereTheyWere()
    {
        using var scope = NewDisposeScope();
        var input = Input(
            [
                [.3, -.3],
                [.3, -.3],
            ],
            [
                [0, 0],
                [0, 0],
            ],
            [1, -1]
        );

        var result = PolicyLoss.Of(input, new GrpoOptions(), new StepTotals(2, 4, 2));

        Assert.Equal((1, 1), (result.ClippedLow, result.ClippedHigh));
    }

    private static double Loss(double[][] logRatios, double[] advantages, GrpoOptions options)
    {
        using var scope = NewDisposeScope();
        var old = logRatios.Select(row => new double[row.Length]).ToArray();
        var tokens = logRatios.Sum(row => row.Length);
        var totals = new StepTotals(logRatios.Length, tokens, logRatios[0].Length);
        return PolicyLoss.Of(Input(logRatios, old, advantages), options, totals).Loss.ToDouble();
    }

    // d loss / d log π of one token.
    private static double Gradient(double logRatio, double advantage, GrpoOptions options)
    {
        using var scope = NewDisposeScope();
        var logProbs = tensor(
            new[,]
            {
                { (float)logRatio },
            },
            requires_grad: true
        );
        var input = Input(
            [
                [0],
            ],
            [
                [0],
            ],
            [advantage]
        ) with
        {
            LogProbs = logProbs,
        };
        PolicyLoss.Of(input, options, new StepTotals(1, 1, 1)).Loss.backward();
        return logProbs.grad!.ToDouble();
    }

    private static PolicyLossInput Input(double[][] logProbs, double[][] old, double[] advantages)
    {
        var values = Matrix(logProbs);
        return new PolicyLossInput
        {
            LogProbs = values,
            OldLogProbs = Matrix(old),
            Advantages = tensor(advantages.Select(a => (float)a).ToArray()),
            Mask = ones_like(values),
        };
    }

    private static Tensor Matrix(double[][] rows) =>
        stack(rows.Select(row => tensor(row.Select(v => (float)v).ToArray())));

    private static (Tensor PerToken, Tensor Mask) TwoSequences()
    {
        var perToken = zeros(2, 8);
        var mask = zeros(2, 8);
        perToken[0, ..2] = 1;
        mask[0, ..2] = 1;
        perToken[1, ..6] = .5f;
        mask[1, ..6] = 1;
        return (perToken, mask);
    }
}
