using System.Net;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Native;

public sealed class ScoreTests
{
    [Fact]
    public async Task Score_AnswersOneResultPerItemInOrder()
    {
        await using var service = await RunningService.StartAsync();

        var answer = await service.PostJsonAsync(
            "/v1/score",
            Bodies.Batch(Bodies.Item(), Bodies.Item("WrongAnswer"), Bodies.Item("CompileError", sample: 7))
        );

        var results = answer["results"]!.AsArray();
        Assert.Equal(3, results.Count);
        Assert.Equal(1.1, (double)results[0]!["reward"]!, 9);
        Assert.Equal("Accepted", (string?)results[0]!["verdict"]!["status"]);
        Assert.Equal(2, (int)results[0]!["verdict"]!["passed"]!);
        Assert.Equal(0.1, (double)results[1]!["reward"]!, 9);
        Assert.Equal("CompileError", (string?)results[2]!["verdict"]!["status"]);
        Assert.Equal(7, (int)results[2]!["sample"]!);
    }

    [Fact]
    public async Task Score_GivesANullReward_OnlyWhenTheSandboxStaysBroken()
    {
        await using var service = await RunningService.StartAsync();

        var answer = await service.PostJsonAsync(
            "/v1/score",
            Bodies.Batch(Bodies.Item(more: "// breaks: 2"), Bodies.Item(more: "// breaks: 99"))
        );

        Assert.Equal(1.1, (double)answer["results"]![0]!["reward"]!, 9);
        var broken = answer["results"]![1]!.AsObject();
        Assert.True(broken.ContainsKey("reward"));
        Assert.Null(broken["reward"]);
        Assert.Equal("SandboxFailure", (string?)broken["verdict"]!["status"]);
    }

    [Fact]
    public async Task Score_FindsRegisteredProblems()
    {
        await using var service = await RunningService.StartAsync();
        using var put = await service.Client.PutAsync(
            new Uri("/v1/problems/sum", UriKind.Relative),
            new StringContent(Bodies.Problem, null, "application/json"),
            RunningService.Token
        );
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        var item = Bodies.Item();
        item.Remove("problem");
        item["problem_id"] = "sum";
        var answer = await service.PostJsonAsync("/v1/score", Bodies.Batch(item));

        Assert.Equal("sum", (string?)answer["results"]![0]!["problem_id"]);
        var list = await service.GetJsonAsync("/v1/problems");
        Assert.Equal(2, (int)list["problems"]![0]!["tests"]!);
        Assert.False(list["problems"]![0]!.AsObject().ContainsKey("expected"));
    }

    [Fact]
    public async Task Score_AnswersAtOnce_WhenTheQueueIsFull()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                Queue = new QueueOptions { Workers = 1, Capacity = 2 },
            }
        );
        var open = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        service.Sandbox.Gate = (_, token) =>
        {
            entered.TrySetResult();
            return open.Task.WaitAsync(token);
        };

        var running = service.PostAsync("/v1/score", Bodies.Batch(1));
        await entered.Task;
        var waiting = service.PostAsync("/v1/score", Bodies.Batch(2));
        while ((int)(await service.GetJsonAsync("/v1/live"))["queue"]!["waiting"]! < 2)
        {
            await Task.Delay(10, RunningService.Token);
        }

        using var refused = await service.PostAsync("/v1/score", Bodies.Batch(1));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        open.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    [Fact]
    public async Task Score_NeverJudgesMoreAtOnceThanThereAreWorkers()
    {
        await using var service = await RunningService.StartAsync();
        service.Sandbox.Gate = (_, token) => Task.Delay(5, token);

        await service.PostJsonAsync("/v1/score", Bodies.Batch(40));

        Assert.Equal(4, service.Sandbox.MostRunning);
    }
}
