using Microsoft.Extensions.Logging;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Service;

/// <summary>The service in this process on a free loopback port, spoken to over real HTTP.</summary>
internal sealed class BenchedService : IAsyncDisposable
{
    private readonly RewardsHost _host;

    private BenchedService(RewardsHost host)
    {
        _host = host;
        Address = host.Addresses[0];
        Http = CreateClient(null);
        Client = new RewardsClient(Http);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A connection without a key.</summary>
    public HttpClient Http { get; }

    /// <summary>The typed client over <see cref="Http"/>.</summary>
    public RewardsClient Client { get; }

    /// <summary>Starts it; nothing of a submission is logged.</summary>
    public static async Task<BenchedService> StartAsync(
        ISandbox? sandbox,
        CancellationToken cancellationToken,
        Func<ServiceOptions, ServiceOptions>? change = null
    )
    {
        var options = new ServiceOptions { Urls = ["http://127.0.0.1:0"], LogLevel = LogLevel.Error };
        var host = RewardsHost.Create(change?.Invoke(options) ?? options, sandbox);
        await host.StartAsync(cancellationToken);
        return new BenchedService(host);
    }

    /// <summary>A connection with a key of its own.</summary>
    public HttpClient CreateClient(string? key)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1024 };
        var client = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return client;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }
}
