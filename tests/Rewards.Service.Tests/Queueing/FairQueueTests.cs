using R1Code.Rewards.Service.Queueing;

namespace R1Code.Rewards.Service.Tests.Queueing;

public sealed class FairQueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_ServesClientsInTurn_HoweverMuchOneOfThemHasWaiting()
    {
        using var queue = new FairQueue<string>();
        foreach (var i in Enumerable.Range(0, 100))
        {
            queue.Add("busy", $"busy {i}");
        }

        queue.Add("small", "small 0");

        Assert.Equal("busy 0", await queue.TakeAsync(Token));
        Assert.Equal("small 0", await queue.TakeAsync(Token));
        Assert.Equal("busy 1", await queue.TakeAsync(Token));
    }

    [Fact]
    public void TryAdd_TakesAllOrNothing()
    {
        using var queue = new FairQueue<int>();

        Assert.True(queue.TryAdd("a", [1, 2], 3));
        Assert.False(queue.TryAdd("a", [3, 4], 3));
        Assert.True(queue.TryAdd("a", [3], 3));
        Assert.Equal(3, queue.Count);
    }

    [Fact]
    public void TryAdd_TakesABatchLargerThanTheBound_WhenNothingWaits()
    {
        using var queue = new FairQueue<int>();

        Assert.True(queue.TryAdd("a", [.. Enumerable.Range(0, 50)], 10));
        Assert.False(queue.TryAdd("a", [1], 10));
    }

    [Fact]
    public async Task Queue_LosesAndDoublesNothing_WithManyWritersAndReaders()
    {
        using var queue = new FairQueue<int>();
        var taken = new System.Collections.Concurrent.ConcurrentBag<int>();
        var readers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        for (var i = 0; i < 1000; i++)
                        {
                            taken.Add(await queue.TakeAsync(Token));
                        }
                    },
                    Token
                )
            );
        var writers = Enumerable
            .Range(0, 8)
            .Select(w =>
                Task.Run(
                    () =>
                    {
                        for (var i = 0; i < 500; i++)
                        {
                            queue.Add($"client {w % 3}", (w * 500) + i);
                        }
                    },
                    Token
                )
            );

        await Task.WhenAll([.. readers, .. writers]);

        Assert.Equal(Enumerable.Range(0, 4000), taken.Order());
    }
}
