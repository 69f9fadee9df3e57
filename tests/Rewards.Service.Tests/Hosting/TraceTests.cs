using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Hosting;

/// <summary>One submission is one trace: the caller's, through the queue, to the verdict.</summary>
public sealed class TraceTests
{
    private const string Caller = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Submission_ContinuesTheCallersTraceThroughTheQueue()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var service = await RunningService.StartAsync();

        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/score", UriKind.Relative));
        message.Headers.Add("traceparent", $"00-{Caller}-00f067aa0ba902b7-01");
        message.Content = new StringContent(Bodies.Batch(Bodies.Item("TimeLimit")), Encoding.UTF8, "application/json");
        using var response = await service.Client.SendAsync(message, RunningService.Token);
        response.EnsureSuccessStatusCode();

        var judge = Assert.Single(ended, a => a.OperationName == "judge" && a.TraceId.ToHexString() == Caller);
        Assert.Equal("TimeLimit", judge.GetTagItem("r1code.status"));
        Assert.Equal("score", judge.GetTagItem("r1code.protocol"));
        Assert.NotNull(judge.GetTagItem("r1code.queue_wait_ms"));
        Assert.Equal(5d, judge.GetTagItem("r1code.compile_ms"));
    }

    [Fact]
    public async Task SlicesOfAJob_CarryItsId()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var service = await RunningService.StartAsync();

        var job = await service.PostJsonAsync("/v1/jobs", Bodies.Batch(20), 202);
        var id = (string)job["id"]!;
        await service.GetJsonAsync($"/v1/jobs/{id}?wait=30s");
        while (ended.Count(a => a.OperationName == "slice" && (string?)a.GetTagItem("r1code.job") == id) < 2)
        {
            await Task.Delay(20, RunningService.Token);
        }

        var slice = ended.First(a => a.OperationName == "slice" && (string?)a.GetTagItem("r1code.job") == id);
        Assert.Contains(ended, a => a.OperationName == "judge" && a.TraceId == slice.TraceId);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "R1Code.Service" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
