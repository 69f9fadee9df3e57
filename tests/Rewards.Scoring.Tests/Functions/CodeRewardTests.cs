using R1Code.Rewards.Functions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Functions;

public sealed class CodeRewardTests
{
    [Theory]
    [InlineData(VerdictStatus.Accepted, 4, 1.0, 1.0)]
    [InlineData(VerdictStatus.WrongAnswer, 3, 0.0, 0.75)]
    [InlineData(VerdictStatus.RuntimeError, 1, 0.0, 0.25)]
    [InlineData(VerdictStatus.TimeLimit, 2, 0.0, 0.5)]
    [InlineData(VerdictStatus.CompileError, 0, 0.0, 0.0)]
    [InlineData(VerdictStatus.NoCode, 0, 0.0, 0.0)]
    public void Score_PaysAllOrNothing_AndSharesWhereAsked(VerdictStatus status, int passed, double all, double share)
    {
        Assert.Equal(all, Score(new CodeRewardOptions(), status, passed));
        Assert.Equal(share, Score(new CodeRewardOptions { Mode = CodeRewardMode.Fraction }, status, passed));
    }

    [Fact]
    public void Score_DoesNotApply_WhenTheSandboxFailed() =>
        Assert.Null(Score(new CodeRewardOptions(), VerdictStatus.SandboxFailure, 0));

    [Fact]
    public void Score_PaysConfiguredValues()
    {
        var options = new CodeRewardOptions
        {
            NoCode = -1,
            CompileError = -0.5,
            Rejected = -2,
            RuntimeError = -0.25,
        };

        Assert.Equal(-1, Score(options, VerdictStatus.NoCode, 0));
        Assert.Equal(-0.5, Score(options, VerdictStatus.CompileError, 0));
        Assert.Equal(-0.5, Score(options, VerdictStatus.CompileTimeout, 0));
        Assert.Equal(-2, Score(options, VerdictStatus.Rejected, 0));
        Assert.Equal(-0.25, Score(options, VerdictStatus.RuntimeError, 3));
    }

    [Fact]
    public void Score_PaysNoGuess_BelowTheSmallestShare()
    {
        var options = new CodeRewardOptions { Mode = CodeRewardMode.Fraction, MinFraction = 0.6 };

        Assert.Equal(0, Score(options, VerdictStatus.WrongAnswer, 2));
        Assert.Equal(0.75, Score(options, VerdictStatus.WrongAnswer, 3));
    }

    private static double? Score(CodeRewardOptions options, VerdictStatus status, int passed) =>
        new CodeReward(options).Score([
            Inputs.Of("x") with
            {
                Verdict = new Verdict
                {
                    Status = status,
                    Passed = passed,
                    Total = 4,
                },
            },
        ])[0];
}
