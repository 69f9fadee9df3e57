using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Foreign;

/// <summary>A crowd of calls as verl's reward workers make it.</summary>
public sealed class CrowdTests
{
    private const string Big = "a-key-of-the-big-client";
    private const string Small = "a-key-of-the-small-client";

    [Fact]
    public async Task EveryCallOf256_IsAnsweredWithItsOwnOutput()
    {
        await using var service = await RunningService.StartAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 256).Select(i => CallAsync(service.Client, i.ToString(CultureInfo.InvariantCulture)))
        );

        Assert.Equal(
            Enumerable.Range(0, 256).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            answers.Select(a => (string?)a["run_result"]!["stdout"])
        );
    }

    [Fact]
    public async Task SingleCall_IsServedBetweenThoseOfACrowd()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                ApiKeys = [new ApiKey("big", Big), new ApiKey("small", Small)],
                Queue = new QueueOptions { Workers = 1 },
            }
        );
        var served = new List<string>();
        using var begin = new SemaphoreSlim(0);
        service.Sandbox.Gate = async (source, token) =>
        {
            await begin.WaitAsync(token);
            begin.Release();
            lock (served)
            {
                served.Add(source);
            }
        };
        using var big = Client(service, Big);
        using var small = Client(service, Small);

        var crowd = Enumerable.Range(0, 64).Select(_ => CallAsync(big, "x", "// big")).ToList();
        await WaitingAsync(big, 63);
        var single = CallAsync(small, "y", "// small");
        await WaitingAsync(big, 64);
        begin.Release();
        await Task.WhenAll([.. crowd, single]);

        Assert.InRange(served.IndexOf("// small"), 0, 3);
    }

    private static HttpClient Client(RunningService service, string key)
    {
        var client = new HttpClient { BaseAddress = service.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    // Not by /metrics: other services of this test process have gauges of the same name.
    private static async Task WaitingAsync(HttpClient big, int count)
    {
        while (true)
        {
            var live = await big.GetStringAsync(new Uri("/v1/live", UriKind.Relative), RunningService.Token);
            if ((int)JsonNode.Parse(live)!["queue"]!["waiting"]! >= count)
            {
                return;
            }

            await Task.Delay(50, RunningService.Token);
        }
    }

    private static async Task<JsonNode> CallAsync(HttpClient client, string stdin, string code = "// echoes its input")
    {
        using var response = await client.PostAsJsonAsync(
            new Uri("/run_code", UriKind.Relative),
            new
            {
                language = "csharp",
                code,
                stdin,
                compile_timeout = 10,
                run_timeout = 10,
            },
            RunningService.Token
        );
        return JsonNode.Parse(
            await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(RunningService.Token)
        )!;
    }
}
