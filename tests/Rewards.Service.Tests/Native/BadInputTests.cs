using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Native;

/// <summary>What is wrong with a request is said in words, with the place, and never answered with a 5xx.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string, int, string> Wrong { get; } =
        new()
        {
            { "malformed JSON", """{"items":[""", 400, "JSON" },
            { "an empty body", "", 400, "" },
            { "a number instead of an object", "5", 400, "JSON" },
            { "a wrong type inside", """{"items":[{"completion":5,"problem_id":"p"}]}""", 400, "items[0].completion" },
            { "null for the items", """{"items":null}""", 400, "items" },
            { "no items", """{"items":[]}""", 400, "items: empty" },
            { "a null item", """{"items":[null]}""", 400, "items[0]" },
            { "a missing completion", """{"items":[{"problem_id":"p"}]}""", 400, "completion" },
            { "no problem", """{"items":[{"completion":"x"}]}""", 400, "items[0].problem" },
            { "an unknown problem id", """{"items":[{"completion":"x","problem_id":"nope"}]}""", 400, "'nope'" },
            {
                "a null test",
                """{"items":[{"completion":"x","problem":{"id":"p","tests":[null]}}]}""",
                400,
                "tests: holds null"
            },
            {
                "a problem without tests",
                """{"items":[{"completion":"x","problem":{"id":"p"}}]}""",
                400,
                "items[0].problem.tests"
            },
            {
                "a zero limit",
                """{"items":[{"completion":"x","problem":{"id":"p","tests":[{"input":"","expected":""}],"limits":{"wall_ms":0}}}]}""",
                400,
                "limits.wall_ms"
            },
            {
                "an absurd limit",
                """{"items":[{"completion":"x","problem":{"id":"p","tests":[{"input":"","expected":""}],"limits":{"memory_mb":2147483647}}}]}""",
                400,
                "limits.memory_mb"
            },
            {
                "a limit beyond 32 bits",
                """{"items":[{"completion":"x","problem":{"id":"p","tests":[{"input":"","expected":""}],"limits":{"wall_ms":1e99}}}]}""",
                400,
                "wall_ms"
            },
            {
                "an unknown mode",
                """{"items":[{"completion":"x","problem":{"id":"p","mode":"telepathy"}}]}""",
                400,
                "mode"
            },
            {
                "an unknown reward function",
                """{"items":[{"completion":"x","problem_id":"p"}],"rewards":{"luck":1}}""",
                400,
                "luck"
            },
            {
                "a weight that is no number",
                """{"items":[{"completion":"x","problem_id":"p"}],"rewards":{"code":"much"}}""",
                400,
                "rewards.code"
            },
            { "a lone surrogate", """{"items":[{"completion":"\ud800","problem_id":"p"}]}""", 400, "" },
            { "nesting beyond reason", new string('[', 100_000), 400, "JSON" },
            {
                "a problem and a problem id",
                """{"items":[{"completion":"x","problem_id":"p","problem":{"id":"p","tests":[{"input":"","expected":""}]}}]}""",
                400,
                "not both"
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Score_NamesTheFault(string what, string body, int status, string words)
    {
        await using var service = await RunningService.StartAsync();

        var answer = await service.PostJsonAsync("/v1/score", body, status);

        Assert.Equal(status, (int)answer["status"]!);
        Assert.True(
            ((string?)answer["detail"])!.Contains(words, StringComparison.Ordinal),
            $"{what}: {answer["detail"]}"
        );
        Assert.Equal(0, service.Sandbox.Calls);
    }

    [Fact]
    public async Task Score_NamesInvalidUtf8()
    {
        await using var service = await RunningService.StartAsync();
        using var content = new ByteArrayContent([.. "{\"items\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await service.Client.PostAsync(
            new Uri("/v1/score", UriKind.Relative),
            content,
            RunningService.Token
        );

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Score_RefusesABodyThatIsTooLarge()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                Bounds = new RequestBounds { BodyBytes = 10_000 },
            }
        );

        var answer = await service.PostJsonAsync(
            "/v1/score",
            Bodies.Batch(Bodies.Item(more: new string('x', 20_000))),
            413
        );

        Assert.Equal(413, (int)answer["status"]!);
    }

    [Fact]
    public async Task Score_RefusesTooManyItemsAndTooLongTexts()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                Bounds = new RequestBounds { Items = 3, TextLength = 500 },
            }
        );

        Assert.Contains(
            "more than the 3",
            (string?)(await service.PostJsonAsync("/v1/score", Bodies.Batch(4), 413))["detail"],
            StringComparison.Ordinal
        );
        var answer = await service.PostJsonAsync(
            "/v1/score",
            Bodies.Batch(Bodies.Item(more: new string('x', 600))),
            413
        );
        Assert.Contains("items[0].completion", (string?)answer["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/v1/jobs/job_unknown", 404)]
    [InlineData("/v1/jobs/job_unknown/events", 404)]
    [InlineData("/v1/score", 405)]
    [InlineData("/v1/jobs/x?wait=soon", 400)]
    public async Task Get_AnswersProblemDetails(string path, int status)
    {
        await using var service = await RunningService.StartAsync();

        JsonNode answer = await service.GetJsonAsync(path, status);

        Assert.Equal(status, (int)answer["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)answer["detail"]));
    }

    [Fact]
    public async Task Score_AsksForJson_WhenTheContentTypeIsAnother()
    {
        await using var service = await RunningService.StartAsync();
        using var content = new StringContent(Bodies.Batch(1), null, "text/plain");

        using var response = await service.Client.PostAsync(
            new Uri("/v1/score", UriKind.Relative),
            content,
            RunningService.Token
        );

        Assert.Equal(415, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }
}
