using R1Code.Trainer.Rollouts;

namespace R1Code.Trainer.Core.Tests.Rollouts;

public sealed class CpuTeamTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void Run_DoesEveryPartOnce_PieceAfterPiece(int threads, bool watches)
    {
        using var team = new CpuTeam(threads) { Watches = watches };

        for (var piece = 0; piece < 2000; piece++)
        {
            var done = new int[1 + piece % 9];
            team.Run(done.Length, part => Interlocked.Increment(ref done[part]));
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Run_SharesParts_BetweenThreads()
    {
        using var team = new CpuTeam(2);
        using var both = new Barrier(2);

        // Neither part can end before the other has begun.
        team.Run(2, _ => both.SignalAndWait(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_ThrowsWhatAPartThrew_AndGoesOnWorking()
    {
        using var team = new CpuTeam(3);

        Assert.Throws<InvalidOperationException>(() =>
            team.Run(6, part => throw new InvalidOperationException($"part {part}"))
        );

        var sum = 0;
        team.Run(6, part => Interlocked.Add(ref sum, part));
        Assert.Equal(15, sum);
    }
}
