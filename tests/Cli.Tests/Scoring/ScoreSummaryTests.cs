using R1Code.Cli.Scoring;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Scoring;

public sealed class ScoreSummaryTests
{
    [Fact]
    public void Summary_LeavesOutWhatTheSandboxFailedOn()
    {
        var summary = ScoreSummary.Of([
            Score("a", 0, 1, VerdictStatus.Accepted),
            Score("a", 1, 0, VerdictStatus.WrongAnswer),
            Score("a", 2, null, VerdictStatus.SandboxFailure),
        ]);

        Assert.Equal(0.5, summary.MeanReward);
        Assert.Equal(1, summary.Unscored);
        Assert.Equal(1, summary.Verdicts["SandboxFailure"]);
        Assert.Equal(0.5, summary.PassAtK[1]);
        Assert.Equal(1, summary.PassAtK[2]);
        Assert.DoesNotContain(3, summary.PassAtK.Keys);
    }

    [Fact]
    public void PassAtK_IsTheMeanOverProblems_WithEnoughCompletions()
    {
        var summary = ScoreSummary.Of([
            Score("a", 0, 1, VerdictStatus.Accepted),
            Score("a", 1, 0, VerdictStatus.WrongAnswer),
            Score("b", 0, 0, VerdictStatus.TimeLimit),
        ]);

        Assert.Equal(0.25, summary.PassAtK[1]); // (1/2 + 0) / 2
        Assert.Equal(1, summary.PassAtK[2]); // problem a alone
    }

    [Fact]
    public void Summary_KnowsNoMean_WhereNothingWasScored()
    {
        var summary = ScoreSummary.Of([Score("a", 0, null, VerdictStatus.SandboxFailure)]);

        Assert.Null(summary.MeanReward);
        Assert.Empty(summary.PassAtK);
    }

    private static RewardBreakdown Score(string problem, int sample, double? reward, VerdictStatus status) =>
        new()
        {
            ProblemId = problem,
            Sample = sample,
            Reward = reward,
            Rewards = new Dictionary<string, double?> { ["code"] = reward },
            Verdict = new Verdict { Status = status },
        };
}
