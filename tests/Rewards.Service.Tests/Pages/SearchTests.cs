using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Pages;

/// <summary>How the page finds one of the latest submissions.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("", 4)]
    [InlineData("status=TimeLimit", 1)]
    [InlineData("status=Accepted", 2)]
    [InlineData("protocol=run_code", 1)]
    [InlineData("status=Accepted&protocol=run_code", 1)]
    [InlineData("status=TimeLimit&protocol=run_code", 0)]
    [InlineData("q=timelimit", 1)]
    [InlineData("q=", 4)]
    [InlineData("q=&status=&protocol=", 4)]
    public async Task Search_ChoosesByTextVerdictAndProtocol(string query, int found)
    {
        await using var service = await RunningService.StartAsync();
        foreach (var says in new[] { "Accepted", "TimeLimit", "WrongAnswer" })
        {
            await service.PostJsonAsync("/v1/score", Bodies.Batch(1, says));
        }

        await service.PostJsonAsync(
            "/run_code",
            new JsonObject { ["language"] = "csharp", ["code"] = "x" }.ToJsonString()
        );

        Assert.Equal(found, (await service.GetJsonAsync($"/v1/submissions?{query}")).AsArray().Count);
    }

    [Fact]
    public async Task Search_NamesTheVerdicts_WhenItIsAskedForAnother()
    {
        await using var service = await RunningService.StartAsync();

        var refused = await service.GetJsonAsync("/v1/submissions?status=7", 400);

        Assert.Contains("SandboxFailure", (string?)refused["detail"], StringComparison.Ordinal);
    }
}
