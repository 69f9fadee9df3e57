namespace R1Code.Sandbox.Engine.Tests;

public sealed class FlightCacheTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_WorksOnce_ForEverybodyWhoAsksMeanwhile()
    {
        var cache = new FlightCache<string>(0, _ => 1);
        var gate = new TaskCompletionSource();
        var works = 0;
        Task<(string, bool)> Ask() =>
            cache.GetAsync(
                "key",
                async _ =>
                {
                    Interlocked.Increment(ref works);
                    await gate.Task;
                    return "value";
                },
                _ => true,
                Token
            );

        var first = Ask();
        var second = Ask();
        gate.SetResult();

        Assert.Equal(("value", false), await first);
        Assert.Equal(("value", true), await second);
        Assert.Equal(1, works);
    }

    [Fact]
    public async Task Get_ForgetsTheOldestUse_WhenTheCapacityIsReached()
    {
        var cache = new FlightCache<string>(2, _ => 1);

        foreach (var key in new[] { "a", "b", "a", "c" })
        {
            await cache.GetAsync(key, _ => Task.FromResult(key), _ => true, Token);
        }

        Assert.True((await cache.GetAsync("a", _ => Task.FromResult("new"), _ => true, Token)).Shared);
        Assert.False((await cache.GetAsync("b", _ => Task.FromResult("new"), _ => true, Token)).Shared);
        Assert.Equal(2, cache.Used);
    }

    [Fact]
    public async Task Get_DoesNotRememberFailures()
    {
        var cache = new FlightCache<string>(10, _ => 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            cache.GetAsync("key", _ => throw new InvalidOperationException(), _ => true, Token)
        );

        Assert.Equal("value", (await cache.GetAsync("key", _ => Task.FromResult("value"), _ => true, Token)).Value);
    }

    [Fact]
    public async Task Get_GoesOn_WhenOneOfTwoLeaves()
    {
        var cache = new FlightCache<string>(0, _ => 1);
        var gate = new TaskCompletionSource();
        using var leaver = new CancellationTokenSource();
        async Task<string> Work(CancellationToken token)
        {
            await gate.Task.WaitAsync(token);
            return "value";
        }

        var leaving = cache.GetAsync("key", Work, _ => true, leaver.Token);
        var staying = cache.GetAsync("key", Work, _ => true, Token);
        await leaver.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        gate.SetResult();

        Assert.Equal("value", (await staying).Value);
    }

    [Fact]
    public async Task Get_CancelsTheWork_WhenEverybodyHasLeft()
    {
        var cache = new FlightCache<string>(0, _ => 1);
        var cancelled = new TaskCompletionSource();
        using var leaver = new CancellationTokenSource();

        var leaving = cache.GetAsync(
            "key",
            async token =>
            {
                await using var _ = token.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, token);
                return "never";
            },
            _ => true,
            leaver.Token
        );
        await leaver.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await cancelled.Task.WaitAsync(Token);
        Assert.Equal("value", (await cache.GetAsync("key", _ => Task.FromResult("value"), _ => true, Token)).Value);
    }
}
