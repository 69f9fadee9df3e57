using R1Code.Rewards.Functions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Functions;

public sealed class LengthRewardTests
{
    [Theory]
    [InlineData(25, true, 0.92678)]
    [InlineData(25, false, -0.92678)]
    [InlineData(75, true, 0.57322)]
    [InlineData(75, false, -0.57322)]
    [InlineData(0, true, 1)]
    [InlineData(0, false, -1)]
    [InlineData(500, true, 0.5)]
    [InlineData(500, false, -0.5)]
    public void Cosine_FollowsHalfAWave(int length, bool right, double expected) =>
        Assert.Equal(
            expected,
            new CosineLengthReward(new CosineLengthOptions { MaxLen = 100 }).Score([Of(length, right)])[0]!.Value,
            5
        );

    [Fact]
    public void Cosine_DoesNotApply_WhenTokensOrVerdictAreUnknown()
    {
        var reward = new CosineLengthReward(new CosineLengthOptions());

        Assert.Null(reward.Score([Of(5, true) with { TokenIds = null }])[0]);
        Assert.Null(reward.Score([Of(5, true) with { Verdict = Verdict.Without(VerdictStatus.SandboxFailure, 1) }])[0]);
    }

    [Fact]
    public void Kimi_ComparesWithinAProblem()
    {
        var other = new Problem { Id = "q" };

        var values = new KimiLengthReward(new KimiLengthOptions()).Score([
            Of(10, true),
            Of(20, true),
            Of(30, true),
            Of(10, false),
            Of(30, false),
            Of(99, true) with
            {
                Problem = other,
            },
        ]);

        Assert.Equal([0.5, 0, -0.5, 0, -0.5, null], values);
    }

    [Fact]
    public void Kimi_PaysNothing_WhenAllAreEquallyLong() =>
        Assert.Equal([0, 0], new KimiLengthReward(new KimiLengthOptions()).Score([Of(10, true), Of(10, false)]));

    [Theory]
    [InlineData(16_384, 0)]
    [InlineData(18_432, -0.5)]
    [InlineData(20_480, -1)]
    [InlineData(20_481, -1)]
    [InlineData(1, 0)]
    public void SoftOverlong_FallsFromItsCacheToTheLimit(int length, double expected) =>
        Assert.Equal(expected, new SoftOverlongReward(new SoftOverlongOptions()).Score([Of(length, true)])[0]);

    [Theory]
    [InlineData(2, -0.4)]
    [InlineData(3, -0.25)]
    [InlineData(6, 0)]
    [InlineData(7, 0)]
    public void Repetition_CountsDistinctNgrams(int n, double expected) =>
        Assert.Equal(
            expected,
            new RepetitionReward(new RepetitionOptions { NgramSize = n }).Score([
                Inputs.Of("") with
                {
                    TokenIds = [1, 2, 3, 1, 2, 3],
                },
            ])[0]!.Value,
            12
        );

    [Theory]
    [InlineData("go go go go", -2.0 / 3)]
    [InlineData("你好你好", -1.0 / 3)]
    [InlineData("one two three four", 0)]
    public void Repetition_CountsWords_WhenTokensAreUnknown(string text, double expected) =>
        Assert.Equal(
            expected,
            new RepetitionReward(new RepetitionOptions { NgramSize = 2 }).Score([Inputs.Of(text)])[0]!.Value,
            12
        );

    [Theory]
    [InlineData(
        "Step 1: we read both of the numbers.\nStep 2: we add them to a sum.\nStep 3: we print the sum found.",
        1
    )]
    [InlineData("First, we read both of the numbers. Next, we add them to a sum.", 2.0 / 3)]
    [InlineData("首先我们读入两个数。然后把它们加起来。最后输出这个结果。", 1)]
    [InlineData("First, Second, Next, Finally, First, Second, Next, Finally,", 0)]
    [InlineData("- a\n- b\n- c\n- d", 0)]
    [InlineData("1. the same words again here\n2. the same words again here\n3. the same words again here", 1.0 / 3)]
    [InlineData("Step 1: go go go go go\nStep 2: on on on on on", 0)]
    [InlineData("", 0)]
    public void ReasoningSteps_AskForWordsBehindMarkers(string text, double expected) =>
        Assert.Equal(
            expected,
            new ReasoningStepsReward(new ReasoningStepsOptions()).Score([Inputs.Of(text)])[0]!.Value,
            12
        );

    private static RewardInput Of(int tokens, bool right) =>
        Inputs.Of("x") with
        {
            TokenIds = new int[tokens],
            Verdict = new Verdict
            {
                Status = right ? VerdictStatus.Accepted : VerdictStatus.WrongAnswer,
                Passed = right ? 1 : 0,
                Total = 1,
            },
        };
}
