using R1Code.Sandbox.Boxes;

namespace R1Code.Sandbox.Engine.Tests.Boxes;

/// <summary>Which box a caller gets, and when boxes are started. With real boxes of this machine's engine.</summary>
public sealed class BoxPoolTests : IAsyncLifetime
{
    private BoxFactory? _factory;
    private BoxPool? _pool;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var engine = await RealEngine.ConnectAsync();
        _factory = new BoxFactory(engine, new SandboxOptions());
        await _factory.EnsureImageAsync(Token);
        _pool = new BoxPool(2, int.MaxValue, _factory.StartRunnerAsync) { LastBoxAfter = TimeSpan.FromHours(1) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_pool is not null)
        {
            await _pool.DisposeAsync();
        }

        _factory?.Dispose();
    }

    [Fact]
    public async Task LastBox_IsStartedWhenSomebodyWaits_AndTheLastUsedIsTakenFirst()
    {
        var pool = _pool!;
        var first = await pool.RentAsync(Token);
        Assert.Null(pool.TryRent());
        Assert.Equal(1, pool.Started);

        var second = await pool.RentAsync(Token);
        Assert.Equal(2, pool.Started);
        var (one, other) = (first.Box.Name, second.Box.Name);
        await GiveBackAsync(second);
        await GiveBackAsync(first);

        first = pool.TryRent()!;
        Assert.Equal(one, first.Box.Name);
        second = await pool.RentAsync(Token);
        Assert.Equal(other, second.Box.Name);
        await GiveBackAsync(first);
        await GiveBackAsync(second);
        Assert.Equal(2, pool.Idle);
    }

    [Fact]
    public async Task Box_IsReplacedAtOnce_WhenItWasNotGood()
    {
        var pool = _pool!;
        var first = await pool.RentAsync(Token);
        var second = await pool.RentAsync(Token);
        var (one, other) = (first.Box.Name, second.Box.Name);

        await first.DisposeAsync();
        await GiveBackAsync(second);
        second = await pool.RentAsync(Token);
        first = await pool.RentAsync(Token);

        Assert.Equal(3, pool.Started);
        Assert.DoesNotContain(one, new[] { first.Box.Name, second.Box.Name });
        Assert.Contains(other, new[] { first.Box.Name, second.Box.Name });
    }

    private static async Task GiveBackAsync(BoxRent rent)
    {
        rent.IsGood = true;
        await rent.DisposeAsync();
    }
}
