using System.Net;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Hosting;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Readyz_TurnsRedWithTheFirstFailure_AndGreenWithTheFirstAnswer()
    {
        await using var service = await RunningService.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await LookAsync(service));

        // The engine goes away: what a box answered a moment ago no longer counts.
        service.Sandbox.IsBroken = true;
        await service.PostAsync("/v1/score", Bodies.Batch(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await LookAsync(service));

        service.Sandbox.IsBroken = false;
        Assert.Equal(HttpStatusCode.OK, await LookAsync(service));
    }

    private static async Task<HttpStatusCode> LookAsync(RunningService service)
    {
        using var response = await service.Client.GetAsync(new Uri("/readyz", UriKind.Relative), RunningService.Token);
        return response.StatusCode;
    }
}
