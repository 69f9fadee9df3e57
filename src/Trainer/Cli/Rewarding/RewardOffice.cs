using System.Text.Json;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox;
using R1Code.Trainer;

namespace R1Code.Cli.Rewarding;

/// <summary>
/// Where a verb gets its rewards: the sandbox of this process, or a service when an address is given. Owns what that takes.
/// </summary>
internal sealed class RewardOffice : IAsyncDisposable
{
    // Two minutes in all: a service that is restarted in the middle of a run does not end the run.
    private static readonly RewardsClientOptions Patient = new()
    {
        Attempts = 16,
        FirstPause = TimeSpan.FromMilliseconds(500),
        LongestPause = TimeSpan.FromSeconds(10),
    };

    private readonly SandboxSession? _session;
    private readonly HttpClient? _http;
    private readonly RewardsClient? _client;
    private readonly SemaphoreSlim _places;

    private RewardOffice(SandboxSession session, int places)
    {
        _session = session;
        _places = new SemaphoreSlim(places);
    }

    private RewardOffice(HttpClient http, RewardService service)
    {
        _http = http;
        _client = new RewardsClient(http, Patient with { ApiKey = service.Key });
        _places = new SemaphoreSlim(service.MaxInFlight);
    }

    /// <summary>Opens it.</summary>
    /// <param name="screen">For notes while the sandbox is set up.</param>
    /// <param name="service">The service; null for the sandbox of this process.</param>
    /// <param name="options">How that sandbox runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxUnavailableException">Neither a sandbox nor the service can be had; the message says why.</exception>
    public static async Task<RewardOffice> OpenAsync(
        Screen screen,
        RewardService? service,
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        if (service is null)
        {
            return new RewardOffice(
                await SandboxSession.OpenAsync(screen, options, cancellationToken),
                SandboxSession.PlacesFor(options)
            );
        }

        var http = new HttpClient { BaseAddress = service.Root, Timeout = TimeSpan.FromMinutes(5) };
        try
        {
            await new RewardServiceCheck(http, service).RunAsync(cancellationToken);
            return new RewardOffice(http, service);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>A source that prices with the given functions and weights.</summary>
    /// <exception cref="RewardSettingsException">They are wrong; the message names each fault.</exception>
    public IRewardSource SourceFor(IReadOnlyDictionary<string, JsonElement> rewards) =>
        _client is null
            ? new SandboxRewardSource(new CompletionScorer(_session!.Sandbox, RewardSet.Create(rewards)), _places)
            : new HttpRewardSource(_client, _http!.BaseAddress!, rewards, _places);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        _http?.Dispose();
        _places.Dispose();
    }
}
