using System.Net;
using System.Text;
using System.Text.Json;
using R1Code.Cli.Rewarding;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer;

namespace R1Code.Cli.Tests.Rewarding;

/// <summary>Rewards over HTTP when the other machine has its troubles. Pauses are real and short.</summary>
public sealed class HttpRewardSourceTests : IDisposable
{
    private const string Scored =
        """{"results":[{"problem_id":"p","sample":3,"reward":1.1,"rewards":{"code":1,"format":0.1}}]}""";
    private const string Broken =
        """{"results":[{"problem_id":"p","sample":3,"reward":null,"rewards":{"code":null}}]}""";

    private readonly SemaphoreSlim _places = new(4);

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task Score_IsAskedForAgain_WhenTheServiceIsBusyOrRestarts()
    {
        var service = new Script((429, ""), (503, ""), (0, ""), (429, ""), (502, ""), (200, Scored));

        var score = await ScoreAsync(service, attempts: 10);

        Assert.Equal(1.1, score.Reward);
        Assert.Equal(6, service.Asked);
        Assert.Equal(4, _places.CurrentCount);
    }

    [Fact]
    public async Task Score_IsWaitedFor_HoweverLongTheServiceIsOnlyBusy()
    {
        var service = new Script([.. Enumerable.Repeat((429, ""), 25), (200, Scored)]);

        Assert.Equal(1.1, (await ScoreAsync(service, attempts: 3)).Reward);
    }

    [Fact]
    public async Task Score_IsNull_WhenTheServicesSandboxBroke() =>
        Assert.Null((await ScoreAsync(new Script((200, Broken)), attempts: 3)).Reward);

    [Fact]
    public async Task Score_ThrowsWithTheAddress_WhenTheServiceStaysAway()
    {
        var fault = await Assert.ThrowsAsync<RewardsServiceException>(() =>
            ScoreAsync(new Script([.. Enumerable.Repeat((0, ""), 9)]), attempts: 3)
        );

        Assert.True(fault.IsAway);
        Assert.Contains("http://judge/r1/", fault.Message, StringComparison.Ordinal);
        Assert.Equal(4, _places.CurrentCount);
    }

    [Fact]
    public async Task Score_Throws_WhenTheServiceRefusesTheRequest()
    {
        var fault = await Assert.ThrowsAsync<RewardsServiceException>(() =>
            ScoreAsync(new Script((400, "rewards: no such function")), attempts: 3)
        );

        Assert.False(fault.IsAway);
        Assert.Contains("no such function", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Service_IsTheRecipes_UnlessTheCommandLineNamesOne()
    {
        var service = RewardService.At(new Uri("http://judge:8080/r1"));

        Assert.Equal("http://judge:8080/r1/", service.Root.ToString());
        Assert.Equal("R1CODE_API_KEY", service.KeyVariable);
        Assert.Equal(64, service.MaxInFlight);
    }

    private async Task<RewardBreakdown> ScoreAsync(Script service, int attempts)
    {
        using var http = new HttpClient(service) { BaseAddress = new Uri("http://judge/r1/") };
        var options = new RewardsClientOptions { Attempts = attempts, FirstPause = TimeSpan.FromMilliseconds(1) };
        var source = new HttpRewardSource(
            new RewardsClient(http, options),
            http.BaseAddress,
            new Dictionary<string, JsonElement>(),
            _places
        );
        var query = new RewardQuery(new Problem { Id = "p" }, "x", 3, [1, 2], Truncated: false);
        return await source.ScoreAsync(query, TestContext.Current.CancellationToken);
    }

    /// <summary>Answers in this order; 0 is a connection that breaks. Checks what is asked.</summary>
    private sealed class Script(params (int Status, string Body)[] answers) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Assert.Equal("http://judge/r1/v1/score", request.RequestUri!.ToString());
            Assert.NotNull(request.Content!.Headers.ContentLength);
            Assert.Contains(
                "\"sample\":3",
                await request.Content.ReadAsStringAsync(cancellationToken),
                StringComparison.Ordinal
            );
            var (status, body) = answers[Asked++];
            return status == 0
                ? throw new HttpRequestException("the connection broke")
                : new HttpResponseMessage((HttpStatusCode)status)
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/json"),
                };
        }
    }
}
