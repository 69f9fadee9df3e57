using System.Net;
using System.Text;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Contracts;

public sealed class RewardsClientTests
{
    private static readonly RewardsClientOptions Fast = new()
    {
        ApiKey = "k1",
        Attempts = 3,
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(2),
    };

    private static readonly ScoreRequest Request = new()
    {
        Items = [new ScoreItem { ProblemId = "p", Completion = "x" }],
    };

    [Fact]
    public async Task ScoreAsync_SendsTheNativeShape_AndReadsTheAnswer()
    {
        var server = new Answers(
            (
                HttpStatusCode.OK,
                """{"results":[{"problem_id":"p","sample":0,"reward":null,"rewards":{"code":null},"verdict":{"status":"SandboxFailure"}}]}"""
            )
        );

        var answer = await Client(server).ScoreAsync(Request, TestContext.Current.CancellationToken);

        Assert.Null(Assert.Single(answer.Results).Reward);
        Assert.Equal(VerdictStatus.SandboxFailure, answer.Results[0].Verdict?.Status);
        Assert.Equal(
            ("POST", "/v1/score", "Bearer k1"),
            (server.Seen[0].Method, server.Seen[0].Path, server.Seen[0].Key)
        );
        Assert.Equal(
            """{"items":[{"problem_id":"p","completion":"x","sample":0}],"rewards":{}}""",
            server.Seen[0].Body
        );
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task ScoreAsync_TriesAgain_WhenTheServiceIsBusy(HttpStatusCode busy)
    {
        var server = new Answers((busy, "{}"), (HttpStatusCode.OK, """{"results":[]}"""));

        await Client(server).ScoreAsync(Request, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task ScoreAsync_TriesAgain_WhenTheConnectionBreaks()
    {
        var server = new Answers((null, ""), (HttpStatusCode.OK, """{"results":[]}"""));

        await Client(server).ScoreAsync(Request, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task ScoreAsync_GivesUp_AfterItsAttempts()
    {
        var server = new Answers((null, ""), (null, ""), (null, ""));

        var error = await Assert.ThrowsAsync<RewardsServiceException>(() =>
            Client(server).ScoreAsync(Request, TestContext.Current.CancellationToken)
        );

        Assert.StartsWith("no answer after 3 tries: ", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Status);
    }

    [Fact]
    public async Task ScoreAsync_DoesNotRepeat_WhatIsRefused()
    {
        var server = new Answers((HttpStatusCode.BadRequest, """{"title":"items is empty"}"""));

        var error = await Assert.ThrowsAsync<RewardsServiceException>(() =>
            Client(server).ScoreAsync(Request, TestContext.Current.CancellationToken)
        );

        Assert.Equal(HttpStatusCode.BadRequest, error.Status);
        Assert.Contains("items is empty", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task SubmitAsync_RepeatsUnderOneKey()
    {
        var server = new Answers(
            (HttpStatusCode.ServiceUnavailable, ""),
            (HttpStatusCode.Accepted, """{"id":"j1","state":"queued","total":1,"finished":0}""")
        );

        var job = await Client(server).SubmitAsync(Request, TestContext.Current.CancellationToken);

        Assert.Equal(("j1", JobState.Queued), (job.Id, job.State));
        Assert.Contains("\"idempotency_key\":\"", server.Seen[0].Body, StringComparison.Ordinal);
        Assert.Equal(server.Seen[0].Body, server.Seen[1].Body);
    }

    [Fact]
    public async Task WaitAsync_AsksUntilTheJobEnds()
    {
        var server = new Answers(
            (HttpStatusCode.OK, """{"id":"j 1","state":"running","total":2,"finished":1,"results":[null,null]}"""),
            (HttpStatusCode.OK, """{"id":"j 1","state":"done","total":2,"finished":2}""")
        );

        var job = await Client(server).WaitAsync("j 1", TestContext.Current.CancellationToken);

        Assert.True(job.IsFinal);
        Assert.Equal(["/v1/jobs/j%201?wait=30s", "/v1/jobs/j%201?wait=30s"], server.Seen.Select(s => s.Path));
    }

    [Fact]
    public async Task EventsAsync_ReadsServerSentEvents()
    {
        var server = new Answers(
            (
                HttpStatusCode.OK,
                "event: item\ndata: {\"index\":0,\"result\":{\"problem_id\":\"p\",\"reward\":1,\"rewards\":{}},\"state\":\"running\",\"finished\":1,\"total\":1}\n\nevent: end\ndata: {\"state\":\"done\",\"finished\":1,\"total\":1}\n\n"
            )
        );

        var events = new List<JobEvent>();
        await foreach (var e in Client(server).EventsAsync("j", TestContext.Current.CancellationToken))
        {
            events.Add(e);
        }

        Assert.Equal([JobState.Running, JobState.Done], events.Select(e => e.State));
        Assert.Equal((0, 1.0), (events[0].Index, events[0].Result?.Reward));
    }

    [Fact]
    public async Task OtherCalls_UseTheirAddresses()
    {
        var server = new Answers(
            (HttpStatusCode.OK, """{"status":"Accepted"}"""),
            (HttpStatusCode.OK, """{"id":"j","state":"cancelled","total":1,"finished":0}"""),
            (HttpStatusCode.NoContent, ""),
            (HttpStatusCode.OK, """{"problems":[{"id":"a/b","mode":"stdin","kind":"code","tests":1}]}""")
        );
        var client = Client(server);
        var token = TestContext.Current.CancellationToken;

        await client.JudgeAsync(new JudgeRequest { ProblemId = "p", Source = "class A { }" }, token);
        await client.CancelAsync("j", token);
        await client.PutProblemAsync(new Problem { Id = "a/b" }, token);
        var list = await client.GetProblemsAsync(token);

        Assert.Equal("a/b", Assert.Single(list.Problems).Id);
        Assert.Equal(
            ["POST /v1/judge", "DELETE /v1/jobs/j", "PUT /v1/problems/a%2Fb", "GET /v1/problems"],
            server.Seen.Select(s => $"{s.Method} {s.Path}")
        );
    }

    private static RewardsClient Client(Answers server) =>
        new(new HttpClient(server) { BaseAddress = new Uri("http://localhost") }, Fast);

    // The transport alone is replaced; a null status is a connection that breaks.
    private sealed class Answers(params (HttpStatusCode? Status, string Body)[] answers) : HttpMessageHandler
    {
        public List<(string Method, string Path, string? Key, string Body)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var (status, answer) = answers[Seen.Count];
            Seen.Add(
                (
                    request.Method.Method,
                    request.RequestUri!.PathAndQuery,
                    request.Headers.Authorization?.ToString(),
                    body
                )
            );
            return status is { } code
                ? new HttpResponseMessage(code)
                {
                    Content = new StringContent(answer, Encoding.UTF8, "application/json"),
                }
                : throw new HttpRequestException("connection reset");
        }
    }
}
