using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Engine.Tests.Running;

/// <summary>Tests shared out over boxes look as if one box had run them.</summary>
public sealed class RunSharesTests
{
    public static TheoryData<int, int, int[]> Divisions =>
        new()
        {
            { 4, 2, [2, 2] },
            { 5, 2, [3, 2] },
            { 10, 3, [4, 3, 3] },
            { 7, 1, [7] },
        };

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Of_DividesIntoNeighboursOfAlmostTheSameSize(int tests, int count, int[] sizes)
    {
        var shares = RunShares.Of(Request(tests), count);

        Assert.Equal(sizes, shares.Select(share => share.Request.Tests.Count));
        Assert.Equal(
            Enumerable.Range(0, tests),
            shares.SelectMany(share => share.Request.Tests).Select(test => test.Call)
        );
        Assert.All(shares, share => Assert.Equal(share.First, share.Request.Tests[0].Call));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Most_IsOne_WhereAShareWouldHaveASingleTest(int tests) => Assert.Equal(1, RunShares.Most(tests));

    [Fact]
    public async Task Join_GivesTheReportsInTheirOrder_WhicheverShareEndsFirst()
    {
        var last = new TaskCompletionSource();

        var outcome = await RunShares.JoinAsync(
            RunShares.Of(Request(5), 2),
            async share =>
            {
                if (share.Number == 0)
                {
                    await last.Task;
                }

                last.TrySetResult();
                return Finished(share.Request.Tests.Count, leftovers: 1);
            }
        );

        Assert.Equal([0, 1, 2, 3, 4], outcome.Reports.Select(report => report.Index));
        Assert.Equal(2, outcome.Done!.Leftovers);
    }

    [Fact]
    public async Task Join_EndsWithTheShareThatStopped_AndWaitsForNoOther()
    {
        var never = new TaskCompletionSource<RunOutcome>();

        var outcome = await RunShares.JoinAsync(
            RunShares.Of(Request(6), 2),
            share => share.Number == 0 ? Task.FromResult(Finished(2, leftovers: 0)) : never.Task
        );

        Assert.Equal([0, 1], outcome.Reports.Select(report => report.Index));
    }

    [Fact]
    public async Task Join_Fails_WhenOneShareFailed()
    {
        var outcome = await RunShares.JoinAsync(
            RunShares.Of(Request(6), 2),
            share => Task.FromResult(share.Number == 0 ? Finished(3, leftovers: 0) : RunOutcome.Failed("the box died"))
        );

        Assert.Equal("the box died", outcome.Failure);
    }

    private static RunOutcome Finished(int tests, int leftovers) =>
        RunOutcome.Finished(
            [.. Enumerable.Range(0, tests).Select(i => new TestReport { Index = i, End = TestEnd.Exited })],
            new RunDone { Reusable = true, Leftovers = leftovers }
        );

    private static RunRequest Request(int tests) =>
        new()
        {
            Assembly = [],
            Entry = EntryKind.Main,
            Limits = new TestLimits(),
            Tests = [.. Enumerable.Range(0, tests).Select(i => new TestInput([], i))],
        };
}
