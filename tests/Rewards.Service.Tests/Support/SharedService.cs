using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests;

/// <summary>One service for a class whose tests do not disturb each other; it knows the problem <c>sum</c>.</summary>
public sealed class SharedService : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync(o => o with { Bounds = new RequestBounds { BodyBytes = 4 << 20 } });
        using var content = new StringContent(Bodies.Problem, null, "application/json");
        using var put = await Service.Client.PutAsync(
            new Uri("/v1/problems/sum", UriKind.Relative),
            content,
            RunningService.Token
        );
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
