using System.Net;
using R1Code.Cli.Tests.Running;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>`serve` as a process of its own.</summary>
[Collection(SandboxedGroup.Name)]
public sealed class ServeTests
{
    private const string Key = "a-key-that-is-long-enough";

    private static readonly Problem Answer = new()
    {
        Id = "answer",
        Tests = [new ProblemTest { Input = "", Expected = "42" }],
    };

    [Fact]
    public async Task Service_ScoresForThoseWithAKey_AndStopsCleanlyOnSigterm()
    {
        using var cli = CliProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0", "--workers", "1"],
            new Dictionary<string, string?> { ["R1CODE_API_KEYS"] = $"tests:{Key}" }
        );
        using var http = new HttpClient { BaseAddress = await AddressAsync(cli) };
        var request = new ScoreRequest
        {
            Items = [new ScoreItem { Problem = Answer, Completion = "```csharp\nConsole.WriteLine(42);\n```" }],
        };

        var refused = await Assert.ThrowsAsync<RewardsServiceException>(() =>
            new RewardsClient(http).ScoreAsync(request, TestContext.Current.CancellationToken)
        );
        var client = new RewardsClient(http, new RewardsClientOptions { ApiKey = Key });
        var scored = await client.ScoreAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal(VerdictStatus.Accepted, scored.Results[0].Verdict!.Status);

        cli.Terminate();
        (await cli.WaitAsync()).ShouldEndWith(130);
        using var containers = new Containers();
        Assert.Empty(await containers.OfAsync(cli.Id));
    }

    [Fact]
    public async Task Service_SaysSo_WhenItsAddressIsTaken()
    {
        using var first = CliProcess.Start(["serve", "--urls", "http://127.0.0.1:0", "--workers", "1"]);
        var taken = await AddressAsync(first);

        var second = await CliProcess.RunAsync("serve", "--urls", taken.ToString(), "--workers", "1");

        Assert.Contains("--urls", second.ShouldEndWith(1).Error, StringComparison.Ordinal);
        first.Interrupt();
        (await first.WaitAsync()).ShouldEndWith(130);
    }

    private static async Task<Uri> AddressAsync(CliProcess cli)
    {
        const string Before = "listening on ";
        var line = "";
        await cli.WaitUntilAsync(
            (output, _) =>
            {
                line = output.Split('\n').FirstOrDefault(l => l.StartsWith(Before, StringComparison.Ordinal)) ?? "";
                return line.Length > 0;
            }
        );
        return new Uri(line[Before.Length..]);
    }
}
