using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace R1Code.Rewards.Service.Tests.Support;

/// <summary>A service on a free loopback port, spoken to over real HTTP.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly RewardsHost _host;

    private RunningService(RewardsHost host, ScriptedSandbox sandbox)
    {
        _host = host;
        Sandbox = sandbox;
        Address = host.Addresses[0];
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public ScriptedSandbox Sandbox { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<RunningService> StartAsync() => StartAsync(o => o);

    public static async Task<RunningService> StartAsync(Func<ServiceOptions, ServiceOptions> change)
    {
        var options = change(
            new ServiceOptions
            {
                Urls = ["http://127.0.0.1:0"],
                LogLevel = LogLevel.Error,
                Queue = new QueueOptions { Workers = 4 },
            }
        );
        var sandbox = new ScriptedSandbox();
        var host = RewardsHost.Create(options, sandbox);
        await host.StartAsync(Token);
        return new RunningService(host, sandbox);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Client.PostAsync(
            new Uri(path, UriKind.Relative),
            new StringContent(json, Encoding.UTF8, "application/json"),
            Token
        );

    public async Task<JsonNode> PostJsonAsync(string path, string json, int status = 200)
    {
        using var response = await PostAsync(path, json);
        return await ReadAsync(response, status);
    }

    public async Task<JsonNode> GetJsonAsync(string path, int status = 200)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return await ReadAsync(response, status);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}, not {status}: {body}");
        return JsonNode.Parse(body)!;
    }
}
