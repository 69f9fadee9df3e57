using CsCheck;
using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class AdvantagesTests
{
    private static readonly double?[] OneOfFour = [1, 0, 0, 0];

    [Fact]
    public void Group_DividesByTheUnbiasedDeviationPlusEpsilon_ByDefault() =>
        Expect(Of(OneOfFour), 4, 1.4997, -.4999, -.4999, -.4999);

    [Fact]
    public void Group_DividesByThePopulationDeviation_WhenAsked() =>
        Expect(Of(OneOfFour, new GrpoOptions { UnbiasedStd = false }), 6, 1.731651, -.577217, -.577217, -.577217);

    [Fact]
    public void Group_OnlyCentres_WhenRewardsAreNotScaled() =>
        Expect(Of(OneOfFour, new GrpoOptions { ScaleRewards = RewardScale.None }), 9, .75, -.25, -.25, -.25);

    [Fact]
    public void Group_SharesOneDeviation_WhenScaledOverTheBatch()
    {
        var samples = Samples([1, 0, 0, 0, 1, 1, 0, 1], i => i / 4);

        var advantages = Advantages.Of(samples, new GrpoOptions { ScaleRewards = RewardScale.Batch });

        Expect(advantages, 5, 1.40286, -.46762, -.46762, -.46762, .46762, .46762, -1.40286, .46762);
    }

    [Fact]
    public void Rloo_ComparesWithTheMeanOfTheOthers() =>
        Expect(Of(OneOfFour, AdvantageEstimator.Rloo), 9, 1, -1.0 / 3, -1.0 / 3, -1.0 / 3);

    [Fact]
    public void Maxrl_DividesByTheMean() => Expect(Of(OneOfFour, AdvantageEstimator.Maxrl), 9, 3, -1, -1, -1);

    [Fact]
    public void PassAtK_RewardsTheLeadOfTheBest()
    {
        var options = new GrpoOptions { AdvantageEstimator = AdvantageEstimator.PassAtK, StdEpsilon = 1e-6 };

        Expect(Of(OneOfFour, options), 6, 1.999996, 0, 0, 0);
    }

    [Fact]
    public void Opo_WeighsTheBaselineByLength()
    {
        var samples = Samples([1, 0, 1, 0], _ => 0, [10, 20, 30, 40]);

        Expect(Advantages.Of(samples, By(AdvantageEstimator.Opo)), 9, .6, -.4, .6, -.4);
    }

    [Fact]
    public void ReinforcePlusPlus_WhitensOverTokens()
    {
        var samples = Samples(OneOfFour, _ => 0, [2, 4, 2, 2]);

        var advantages = Advantages.Of(samples, By(AdvantageEstimator.ReinforcePlusPlus));

        Expect(advantages, 6, 1.897367, -.474342, -.474342, -.474342);
    }

    [Fact]
    public void NormalizeThenSum_ScalesEachRewardByItself() =>
        Expect(
            Advantages.Of(
                TwoRewards(),
                new GrpoOptions { MultiObjectiveAggregation = RewardAggregation.NormalizeThenSum }
            ),
            5,
            1.22466,
            -.00011,
            -1.22466,
            .00011
        );

    [Fact]
    public void SumThenNormalize_ScalesTheSum() =>
        Expect(Advantages.Of(TwoRewards(), new GrpoOptions()), 5, 1.16172, -.38724, -1.16172, .38724);

    [Theory]
    [InlineData(AdvantageEstimator.Group)]
    [InlineData(AdvantageEstimator.Rloo)]
    [InlineData(AdvantageEstimator.ReinforcePlusPlus)]
    [InlineData(AdvantageEstimator.ReinforcePlusPlusSamples)]
    [InlineData(AdvantageEstimator.PassAtK)]
    [InlineData(AdvantageEstimator.Maxrl)]
    [InlineData(AdvantageEstimator.Opo)]
    public void NullRewards_GetNothingAndChangeNothing(AdvantageEstimator estimator)
    {
        var with = Of([1, null, 0, 0, null, 0], By(estimator));
        var without = Of(OneOfFour, By(estimator));

        Assert.Equal(0, with[1]);
        Assert.Equal(0, with[4]);
        Expect([with[0], with[2], with[3], with[5]], 9, without);
    }

    [Theory]
    [InlineData(AdvantageEstimator.Group)]
    [InlineData(AdvantageEstimator.Rloo)]
    [InlineData(AdvantageEstimator.ReinforcePlusPlus)]
    [InlineData(AdvantageEstimator.PassAtK)]
    [InlineData(AdvantageEstimator.Maxrl)]
    [InlineData(AdvantageEstimator.Opo)]
    public void UniformGroups_TeachNothing(AdvantageEstimator estimator)
    {
        Expect(Of([1, 1, 1], By(estimator)), 9, 0, 0, 0);
        Expect(Of([0, 0, 0], By(estimator)), 9, 0, 0, 0);
        Expect(Of([null, null], By(estimator)), 9, 0, 0);
        Assert.All(Of([1], By(estimator)), a => Assert.Equal(0, a));
    }

    [Theory]
    [InlineData(AdvantageEstimator.Group)]
    [InlineData(AdvantageEstimator.Rloo)]
    [InlineData(AdvantageEstimator.ReinforcePlusPlusSamples)]
    public void Advantages_SumToZeroAndIgnoreAShift(AdvantageEstimator estimator)
    {
        Gen.Double[-5, 5]
            .Array[2, 12]
            // Rewards that differ by rounding only have no direction that a shift could leave alone.
            .Where(rewards => Advantages.Deviation(rewards, unbiased: true) is 0 or > 1e-6)
            .Sample(rewards =>
            {
                var plain = Of([.. rewards.Select(r => (double?)r)], By(estimator));
                var shifted = Of([.. rewards.Select(r => (double?)(r + 3))], By(estimator));

                // Adding 3 rounds each reward by up to 1e-15, which the division by the deviation enlarges.
                var tolerance = 1e-9 + 1e-13 / Math.Max(1e-6, Advantages.Deviation(rewards, unbiased: true));
                Assert.InRange(Math.Abs(plain.Sum()), 0, tolerance);
                Assert.All(plain.Zip(shifted), pair => Assert.InRange(pair.First - pair.Second, -tolerance, tolerance));
            });
    }

    private static GrpoOptions By(AdvantageEstimator estimator) => new() { AdvantageEstimator = estimator };

    private static double[] Of(double?[] rewards, AdvantageEstimator estimator) => Of(rewards, By(estimator));

    private static double[] Of(double?[] rewards, GrpoOptions? options = null) =>
        Advantages.Of(Samples(rewards, _ => 0), options ?? new GrpoOptions());

    private static RewardedSample[] Samples(double?[] rewards, Func<int, int> group, int[]? lengths = null) =>
        [.. rewards.Select((r, i) => new RewardedSample(group(i), r, lengths?[i] ?? 1))];

    private static RewardedSample[] TwoRewards()
    {
        double[] a = [1, 0, 0, 1];
        double[] b = [.5, .5, 0, 0];
        return
        [
            .. a.Select(
                (value, i) =>
                    new RewardedSample(0, value + b[i], 1)
                    {
                        Parts = new Dictionary<string, RewardPart?> { ["a"] = new(value, 1), ["b"] = new(b[i], 1) },
                    }
            ),
        ];
    }

    private static void Expect(double[] actual, int digits, params double[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance: Math.Pow(10, -digits));
        }
    }
}
