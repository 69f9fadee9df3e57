using System.Net;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Native;

public sealed class JobTests
{
    [Fact]
    public async Task Job_IsAcceptedAndDoneWithEveryResultInItsPlace()
    {
        await using var service = await RunningService.StartAsync();

        var job = await service.PostJsonAsync("/v1/jobs", Bodies.Batch(40), 202);
        var done = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=30s");

        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal(40, (int)done["finished"]!);
        Assert.Equal(Enumerable.Range(0, 40), done["results"]!.AsArray().Select(r => (int)r!["sample"]!));
    }

    [Fact]
    public async Task Job_IsOneJob_WhenTheKeyIsRepeated()
    {
        await using var service = await RunningService.StartAsync();
        var body = JsonNode.Parse(Bodies.Batch(3))!.AsObject();
        body["idempotency_key"] = "step-17";

        var first = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 202);
        var second = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 202);
        await service.GetJsonAsync($"/v1/jobs/{first["id"]}?wait=30s");

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Equal(3, service.Sandbox.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Job_IsRefused_WhenItsKeyCannotBeKept(string key)
    {
        await using var service = await RunningService.StartAsync();
        var body = JsonNode.Parse(Bodies.Batch(1))!.AsObject();
        body["idempotency_key"] = key;

        var refused = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 400);

        Assert.Contains("idempotency_key", (string?)refused["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_CountsWrongProgramsAsResults()
    {
        await using var service = await RunningService.StartAsync();

        var job = await service.PostJsonAsync(
            "/v1/jobs",
            Bodies.Batch(Bodies.Item("WrongAnswer"), Bodies.Item("CompileError"), Bodies.Item("TimeLimit")),
            202
        );
        var done = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=30s");

        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal(3, service.Sandbox.Calls);
    }

    [Fact]
    public async Task Job_TriesTwiceAgainAndThenGivesANullReward_WhenTheSandboxIsBroken()
    {
        await using var service = await RunningService.StartAsync();

        var job = await service.PostJsonAsync(
            "/v1/jobs",
            Bodies.Batch(Bodies.Item(), Bodies.Item(more: "// breaks: 1"), Bodies.Item(more: "// breaks: 99")),
            202
        );
        var done = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=60s");

        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal(1.1, (double)done["results"]![0]!["reward"]!, 9);
        Assert.Equal(1.1, (double)done["results"]![1]!["reward"]!, 9);
        Assert.Null(done["results"]![2]!["reward"]);
        Assert.Equal(1 + 2 + 3, service.Sandbox.Calls);
    }

    [Fact]
    public async Task Cancel_KeepsWhatIsDoneAndRunsNothingMore()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                Queue = new QueueOptions { Workers = 1 },
            }
        );
        var open = new SemaphoreSlim(0);
        service.Sandbox.Gate = (_, token) => open.WaitAsync(token);
        var job = await service.PostJsonAsync("/v1/jobs", Bodies.Batch(20), 202);
        open.Release(2);
        await UntilAsync(async () => (int)(await service.GetJsonAsync($"/v1/jobs/{job["id"]}"))["finished"]! == 2);

        using var response = await service.Client.DeleteAsync(
            new Uri($"/v1/jobs/{job["id"]}", UriKind.Relative),
            RunningService.Token
        );
        open.Release(20);
        var after = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=30s");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cancelled", (string?)after["state"]);
        Assert.Equal(2, (int)after["finished"]!);
        Assert.Equal(2, after["results"]!.AsArray().Count(r => r is not null));
        Assert.Equal(20, after["results"]!.AsArray().Count);
    }

    [Fact]
    public async Task Events_TellEveryItemOnceAndThenTheEnd()
    {
        await using var service = await RunningService.StartAsync();
        var job = await service.PostJsonAsync("/v1/jobs", Bodies.Batch(20), 202);

        var text = await service.Client.GetStringAsync(
            new Uri($"/v1/jobs/{job["id"]}/events", UriKind.Relative),
            RunningService.Token
        );

        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        var items = events.Where(e => e.Contains("event: item", StringComparison.Ordinal)).Select(Data).ToList();
        Assert.Equal(Enumerable.Range(0, 20), items.Select(i => (int)i["index"]!).Order());
        Assert.All(items, i => Assert.Equal(1.1, (double)i["result"]!["reward"]!, 9));
        Assert.Contains("event: end", events[^1], StringComparison.Ordinal);
        Assert.Equal("done", (string?)Data(events[^1])["state"]);
    }

    [Fact]
    public async Task Events_GoOnAfterTheLastSeen_WhenAConnectionWasLost()
    {
        await using var service = await RunningService.StartAsync();
        var job = await service.PostJsonAsync("/v1/jobs", Bodies.Batch(5), 202);
        await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=30s");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{job["id"]}/events");
        request.Headers.Add("Last-Event-ID", "3");

        using var response = await service.Client.SendAsync(request, RunningService.Token);
        var text = await response.Content.ReadAsStringAsync(RunningService.Token);

        Assert.Equal(2, text.Split("event: item").Length - 1);
    }

    [Fact]
    public async Task Callback_IsRefused_WhenItsHostIsNotOnTheList()
    {
        await using var service = await RunningService.StartAsync(o => o with { CallbackHosts = ["trainer.example"] });
        var body = JsonNode.Parse(Bodies.Batch(1))!.AsObject();
        body["callback_url"] = "http://169.254.169.254/latest";

        var answer = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 400);

        Assert.Contains("callback_url", (string?)answer["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.10", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("fe80::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("2001:db8::1", false)]
    public void Callback_IsNotLedByANameToThisMachineOrItsLink(string address, bool near) =>
        Assert.Equal(near, CallbackConnection.IsNear(IPAddress.Parse(address)));

    [Fact]
    public async Task Callback_BringsTheFinishedJob()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        await using var service = await RunningService.StartAsync(o => o with { CallbackHosts = ["127.0.0.1"] });
        var body = JsonNode.Parse(Bodies.Batch(3))!.AsObject();
        body["callback_url"] = $"http://127.0.0.1:{port}/done";

        var job = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 202);
        var call = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), RunningService.Token);
        using var reader = new StreamReader(call.Request.InputStream);
        var told = JsonNode.Parse(await reader.ReadToEndAsync(RunningService.Token))!;
        call.Response.Close();

        Assert.Equal((string?)job["id"], (string?)told["id"]);
        Assert.Equal("done", (string?)told["state"]);
        Assert.Equal(3, told["results"]!.AsArray().Count);
    }

    private static JsonNode Data(string text) =>
        JsonNode.Parse(
            text.Split('\n').Single(l => l.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..]
        )!;

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(20, RunningService.Token);
        }
    }
}
