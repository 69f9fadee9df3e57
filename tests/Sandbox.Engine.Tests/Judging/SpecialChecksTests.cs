using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Engine.Tests.Judging;

/// <summary>When checks of a special judge leave together, and that none suffers from its company.</summary>
public sealed class SpecialChecksTests
{
    private static readonly CompileReply Judge = new() { End = CompileEnd.Compiled };

    private readonly List<string[]> _requests = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ACheckAlone_DoesNotWait()
    {
        var checks = new SpecialChecks(RunAsync, 1, new StoppedClock());
        checks.Enter();

        var outcome = Assert.Single(await checks.RunAsync(Judge, Files("a"), Token));

        Assert.Equal("a", Said(outcome));
    }

    [Fact]
    public async Task AllTestsOfASubmission_GoTogether_InTheirOrder()
    {
        var checks = new SpecialChecks(RunAsync, 1, new StoppedClock());
        checks.Enter();

        var outcomes = await checks.RunAsync(Judge, Files("a", "b", "c"), Token);

        Assert.Equal(["a", "b", "c"], outcomes.Select(Said));
        Assert.Equal(
            [
                ["a", "b", "c"],
            ],
            _requests
        );
    }

    [Fact]
    public async Task Checks_WaitForSubmissionsUnderWay_UntilTheLastOneLeft()
    {
        var checks = new SpecialChecks(RunAsync, 1, new StoppedClock());
        for (var i = 0; i < 4; i++)
        {
            checks.Enter();
        }

        var first = checks.RunAsync(Judge, Files("a"), Token);
        var second = checks.RunAsync(Judge, Files("b", "c"), Token);
        checks.Leave();
        checks.Leave();

        Assert.Equal(["a"], (await first).Select(Said));
        Assert.Equal(["b", "c"], (await second).Select(Said));
        Assert.Equal(
            [
                ["a", "b", "c"],
            ],
            _requests
        );
    }

    [Fact]
    public async Task AFullRequest_Leaves_ThoughSubmissionsAreUnderWay()
    {
        var checks = new SpecialChecks(RunAsync, 1, new StoppedClock());
        for (var i = 0; i <= SpecialChecks.MostChecks; i++)
        {
            checks.Enter();
        }

        var all = Enumerable
            .Range(0, SpecialChecks.MostChecks)
            .Select(i => checks.RunAsync(Judge, Files($"{i}"), Token));
        var outcomes = await Task.WhenAll(all);

        Assert.Equal(
            Enumerable.Range(0, SpecialChecks.MostChecks).Select(i => $"{i}"),
            outcomes.Select(o => Said(o[0]))
        );
        Assert.Single(_requests);
    }

    [Fact]
    public async Task ACheckThatWaitedLong_Leaves_ThoughSubmissionsAreUnderWay()
    {
        var checks = new SpecialChecks(RunAsync, 1, new RacingClock());
        checks.Enter();
        checks.Enter();

        var outcomes = await checks.RunAsync(Judge, Files("a"), Token);

        Assert.Equal("a", Said(outcomes[0]));
    }

    [Fact]
    public async Task AFailedRequest_IsRepeatedCheckByCheck_AndCostsOnlyTheCulprit()
    {
        var checks = new SpecialChecks(RunAsync, 1, new StoppedClock());
        checks.Enter();

        var outcomes = await checks.RunAsync(Judge, Files("a", "breaks boxes", "c"), Token);

        Assert.Equal(["a", "the box died", "c"], outcomes.Select(Said));
        Assert.Equal(
            [
                ["a", "breaks boxes", "c"],
                ["a"],
                ["breaks boxes"],
                ["c"],
            ],
            _requests
        );
    }

    [Fact]
    public async Task ACheckNobodyWaitsFor_IsNotRun()
    {
        var checks = new SpecialChecks(RunAsync, 1, new StoppedClock());
        checks.Enter();
        checks.Enter();
        using var leaving = new CancellationTokenSource();

        var left = checks.RunAsync(Judge, Files("left"), leaving.Token);
        await leaving.CancelAsync();
        var stayed = await checks.RunAsync(Judge, Files("stayed"), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal("stayed", Said(stayed[0]));
        Assert.Equal(
            [
                ["stayed"],
            ],
            _requests
        );
    }

    [Fact]
    public async Task WhateverTheRunThrows_ReachesTheCaller()
    {
        var checks = new SpecialChecks(_ => throw new InvalidOperationException("no"), 1, new StoppedClock());
        checks.Enter();

        await Assert.ThrowsAsync<InvalidOperationException>(() => checks.RunAsync(Judge, Files("a"), Token));
    }

    [Fact]
    public async Task TheLastWorkerSaysThatItEnded_WhenNothingIsUnderWay()
    {
        var ended = new TaskCompletionSource<bool>();
        SpecialChecks? checks = null;
        checks = new SpecialChecks(RunAsync, 1, new StoppedClock()) { Ended = () => ended.SetResult(checks!.IsIdle) };
        checks.Enter();

        await checks.RunAsync(Judge, Files("a"), Token);

        Assert.True(await ended.Task.WaitAsync(Token));
    }

    private Task<RunOutcome> RunAsync(RunRequest request)
    {
        var names = request.Tests.Select(test => test.Files[0].Name).ToArray();
        _requests.Add(names);
        return Task.FromResult(
            names.Contains("breaks boxes")
                ? RunOutcome.Failed("the box died")
                : RunOutcome.Finished(
                    [
                        .. names.Select(
                            (name, i) =>
                                new TestReport
                                {
                                    Index = i,
                                    End = TestEnd.Exited,
                                    Stdout = [.. name.Select(c => (byte)c)],
                                }
                        ),
                    ],
                    new RunDone { Reusable = true, Leftovers = 0 }
                )
        );
    }

    private static IEnumerable<DataFile[]> Files(params string[] names) =>
        names.Select(name => new[] { new DataFile(name, []) });

    private static string Said(RunOutcome outcome) =>
        outcome.Failure ?? System.Text.Encoding.ASCII.GetString(outcome.Reports[0].Stdout);

    /// <summary>No time passes: whoever waits for it waits for ever.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new NoTimer();
    }

    /// <summary>Every look at it is a second later.</summary>
    private sealed class RacingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
