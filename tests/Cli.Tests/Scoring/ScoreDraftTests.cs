using R1Code.Cli.Hosting;
using R1Code.Cli.Scoring;
using R1Code.Cli.Tests.Running;
using R1Code.Rewards.Contracts;

namespace R1Code.Cli.Tests.Scoring;

public sealed class ScoreDraftTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Draft_GoesOnBehindTheLastWholeLine_WhenItsProcessWasKilled()
    {
        using (var first = Open("mark"))
        {
            first.Add(Score("a"));
            first.Add(Score("b"));
        }

        File.AppendAllText(_folder[".s.jsonl.draft"], "{\"problem_id\":\"c\",\"rew");
        using (var second = Open("mark"))
        {
            Assert.Equal(2, second.Kept);
            second.Add(Score("c"));
            Assert.Equal(["a", "b"], second.ReadKept().Select(s => s.ProblemId));
            second.Commit();
        }

        Assert.Equal(3, File.ReadAllLines(_folder["s.jsonl"]).Length);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Draft_OfOtherInputs_IsRefusedUnlessFresh()
    {
        using (var first = Open("mark"))
        {
            first.Add(Score("a"));
        }

        var fault = Assert.Throws<BadInputException>(() => Open("other"));
        Assert.Contains("--fresh", fault.Message, StringComparison.Ordinal);
        using var fresh = ScoreDraft.Open(_folder["s.jsonl"], "other", fresh: true);
        Assert.Equal(0, fresh.Kept);
    }

    [Fact]
    public void Draft_IsNotSharedByTwoProcesses()
    {
        using var first = Open("mark");

        Assert.Throws<VerbFailedException>(() => Open("mark"));
    }

    [Fact]
    public void EmptyDraft_LeavesNothingBehind()
    {
        Open("mark").Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private ScoreDraft Open(string mark) => ScoreDraft.Open(_folder["s.jsonl"], mark, fresh: false);

    private static RewardBreakdown Score(string problem) =>
        new()
        {
            ProblemId = problem,
            Reward = 1,
            Rewards = new Dictionary<string, double?> { ["code"] = 1 },
        };
}
