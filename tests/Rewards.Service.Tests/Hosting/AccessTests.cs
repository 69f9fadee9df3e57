using System.Net;
using System.Net.Http.Headers;
using System.Text;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Hosting;

public sealed class AccessTests
{
    private const string Key = "a-key-long-enough-for-this";

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.168.1.5:8080")]
    [InlineData("http://example.org:8080")]
    public void Create_RefusesAnAddressBeyondThisMachine_WithoutAKey(string url)
    {
        var fault = Assert.Throws<ServiceOptionsException>(() =>
            RewardsHost.Create(new ServiceOptions { Urls = [url] }, new ScriptedSandbox())
        );

        Assert.Contains("without an API key", fault.Message, StringComparison.Ordinal);
        Assert.Empty(new ServiceOptions { Urls = [url], ApiKeys = [new ApiKey("me", Key)] }.Validate());
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void Validate_AcceptsLoopback_WithoutAKey(string url) =>
        Assert.Empty(new ServiceOptions { Urls = [url] }.Validate());

    [Fact]
    public void Validate_NamesEveryFault()
    {
        var options = new ServiceOptions
        {
            Urls = [],
            Role = ServiceRole.Worker,
            ApiKeys = [new ApiKey("a", "short"), new ApiKey("a", Key)],
            Queue = new QueueOptions { Workers = 0 },
        };

        Assert.Equal(5, options.Validate().Count);
    }

    [Fact]
    public async Task Call_NeedsTheKey_WhenOneIsSet()
    {
        await using var service = await WithKeyAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.PostAsync("/v1/score", Bodies.Batch(1))).StatusCode);
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key + "x");
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.PostAsync("/v1/score", Bodies.Batch(1))).StatusCode);
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync("/v1/score", Bodies.Batch(1))).StatusCode);

        // What Python's requests make of http://any:KEY@host/ for clients that cannot send headers.
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{Key}"));
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync("/v1/score", Bodies.Batch(1))).StatusCode);
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    [InlineData("/hangfire", HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/problems", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/live", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/submissions", HttpStatusCode.Unauthorized)]
    public async Task Get_IsOpenOnlyWhereNothingIsTold(string path, HttpStatusCode status)
    {
        await using var service = await WithKeyAsync();

        using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative), RunningService.Token);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Job_IsInvisibleToAnotherKey()
    {
        const string Other = "another-key-long-enough";
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                ApiKeys = [new ApiKey("one", Key), new ApiKey("two", Other)],
            }
        );
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var job = await service.PostJsonAsync("/v1/jobs", Bodies.Batch(1), 202);

        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Other);

        await service.GetJsonAsync($"/v1/jobs/{job["id"]}", 404);
        using var response = await service.Client.DeleteAsync(
            new Uri($"/v1/jobs/{job["id"]}", UriKind.Relative),
            RunningService.Token
        );
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Call_IsRefusedWithRetryAfter_WhenTheKeyIsUsedUp()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                ApiKeys = [new ApiKey("slow", Key, RequestsPerMinute: 6)],
            }
        );
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync("/v1/score", Bodies.Batch(1))).StatusCode);
        using var refused = await service.PostAsync("/v1/score", Bodies.Batch(1));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);

        // An open page asks every two seconds, and costs nothing.
        await service.GetJsonAsync("/v1/live");
        await service.GetJsonAsync("/v1/submissions");
    }

    [Fact]
    public async Task Call_IsRefused_WhenTheHostHeaderIsForeignAndThereIsNoKey()
    {
        await using var service = await RunningService.StartAsync();
        service.Client.DefaultRequestHeaders.Host = "attacker.example";

        using var response = await service.PostAsync("/v1/score", Bodies.Batch(1));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Dashboard_IsReadOnly()
    {
        await using var service = await RunningService.StartAsync();

        var page = await service.Client.GetStringAsync(new Uri("/hangfire", UriKind.Relative), RunningService.Token);
        using var post = await service.PostAsync("/hangfire/jobs/enqueued/delete", "{}");

        Assert.Contains("R1Code jobs", page, StringComparison.Ordinal);
        Assert.False(post.IsSuccessStatusCode);
    }

    private static Task<RunningService> WithKeyAsync() =>
        RunningService.StartAsync(o => o with { ApiKeys = [new ApiKey("me", Key)] });
}
