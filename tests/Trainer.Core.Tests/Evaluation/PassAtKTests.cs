using CsCheck;
using R1Code.Trainer.Evaluation;

namespace R1Code.Trainer.Core.Tests.Evaluation;

public sealed class PassAtKTests
{
    [Theory]
    [InlineData(1, .3)]
    [InlineData(2, .533333)]
    [InlineData(5, .916667)]
    [InlineData(8, 1)]
    public void Unbiased_GivesTheChanceOfAHit_WithTenCompletionsOfWhichThreeAreRight(int k, double expected) =>
        Assert.Equal(expected, PassAtK.Unbiased(10, 3, k), 6);

    [Fact]
    public void Unbiased_IsTheShareOfSubsetsWithAHit() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 8], Gen.Int[1, 8])
            .Where((n, c, k) => c <= n && k <= n)
            .Sample(
                (n, c, k) =>
                {
                    var subsets = Enumerable
                        .Range(0, 1 << n)
                        .Where(set => System.Numerics.BitOperations.PopCount((uint)set) == k)
                        .ToList();
                    var hits = subsets.Count(set => (set & ((1 << c) - 1)) != 0);
                    Assert.Equal(hits / (double)subsets.Count, PassAtK.Unbiased(n, c, k), tolerance: 1e-9);
                }
            );

    [Fact]
    public void Majority_TakesTheFirstSeen_AmongEquals() =>
        Assert.Equal(1, PassAtK.Majority([null, "b", "a", "a", "b"]));

    [Fact]
    public void Majority_IsNobody_WhenNoneAnswered() => Assert.Equal(-1, PassAtK.Majority([null, null]));

    [Fact]
    public void Estimate_HasTheStandardErrorOfTheMean()
    {
        var estimate = Estimate.Of([1, 0, 0, 0]);

        Assert.Equal(.25, estimate.Value, 9);
        Assert.Equal(.25, estimate.StandardError, 9);
        Assert.Equal(4, estimate.Count);
    }
}
