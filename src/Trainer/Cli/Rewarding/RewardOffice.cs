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
    // Requests in flight to a service: it judges them on its own cores and queues the rest.
    private const int HttpPlaces = 64;

    private readonly SandboxSession? _session;
    private readonly HttpClient? _http;
    private readonly RewardsClient? _client;
    private readonly SemaphoreSlim _places;

    private RewardOffice(SandboxSession session, int places)
    {
        _session = session;
        _places = new SemaphoreSlim(places);
    }

    private RewardOffice(Uri service)
    {
        _http = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromMinutes(5) };
        var key = Environment.GetEnvironmentVariable("R1CODE_API_KEY");
        _client = new RewardsClient(_http, new RewardsClientOptions { ApiKey = key });
        _places = new SemaphoreSlim(HttpPlaces);
    }

    /// <summary>Opens it.</summary>
    /// <param name="screen">For notes while the sandbox is set up.</param>
    /// <param name="service">The service's address; null for the sandbox of this process.</param>
    /// <param name="options">How that sandbox runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RewardOffice> OpenAsync(
        Screen screen,
        Uri? service,
        SandboxOptions options,
        CancellationToken cancellationToken
    ) =>
        service is null
            // Two submissions a box: one runs while the other compiles.
            ? new RewardOffice(await SandboxSession.OpenAsync(screen, options, cancellationToken), 2 * options.Boxes)
            : new RewardOffice(service);

    /// <summary>A source that prices with the given functions and weights.</summary>
    /// <exception cref="RewardSettingsException">They are wrong; the message names each fault.</exception>
    public IRewardSource SourceFor(IReadOnlyDictionary<string, JsonElement> rewards) =>
        _client is null
            ? new SandboxRewardSource(new CompletionScorer(_session!.Sandbox, RewardSet.Create(rewards)), _places)
            : new HttpRewardSource(_client, rewards, _places);

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
