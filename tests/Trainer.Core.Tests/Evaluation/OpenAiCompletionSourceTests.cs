using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Evaluation;

namespace R1Code.Trainer.Core.Tests.Evaluation;

public sealed class OpenAiCompletionSourceTests : IDisposable
{
    private static readonly CompletionSettings Settings = new(.6, .95, 32, 7);

    private readonly HttpListener _listener = new();
    private readonly Uri _url;
    private readonly List<(string Path, string? Key, JsonElement Body)> _asked = [];
    private readonly List<long> _lengths = [];

    public OpenAiCompletionSourceTests()
    {
        // A free port, taken from a socket that is closed again.
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        _listener.Prefixes.Add(_url.ToString());
        _listener.Start();
    }

    [Fact]
    public async Task CompleteAsync_SendsChatsAndPutsTheThoughtBack()
    {
        Serve(_ =>
            (
                200,
                """{"choices":[{"message":{"reasoning_content":"hm","content":"x"},"finish_reason":"length"}],"usage":{"completion_tokens":9}}"""
            )
        );

        var completions = await AskAsync(
            new OpenAiOptions
            {
                BaseUrl = _url,
                Model = "m",
                ApiKey = "k",
                SystemPrompt = "s",
            },
            2
        );

        Assert.Equal(2, completions.Count);
        Assert.All(completions, c => Assert.Equal("<think>hm</think>\nx", c.Text));
        Assert.All(completions, c => Assert.True(c.Truncated));
        Assert.All(completions, c => Assert.Equal(9, c.Length));
        var (path, key, body) = _asked[0];
        Assert.Equal("/v1/chat/completions", path);
        Assert.Equal("Bearer k", key);
        Assert.Equal(.6, body.GetProperty("temperature").GetDouble());
        Assert.Equal(
            ["system", "user"],
            body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString())
        );
        Assert.Equal([7, 8], _asked.Select(a => a.Body.GetProperty("seed").GetInt32()).Order());
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1/")]
    [InlineData("")]
    public async Task CompleteAsync_TakesTheAddress_WithTheVersionAndWithout(string ending)
    {
        Serve(_ => (200, """{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"""));

        await AskAsync(new OpenAiOptions { BaseUrl = new Uri(_url, ending), Model = "m" }, 1);

        Assert.Equal("/v1/chat/completions", Assert.Single(_asked).Path);
        Assert.True(_lengths.All(length => length > 0), "a body of known length is what every server reads");
    }

    [Fact]
    public async Task CompleteAsync_SendsPlainPromptsWithStops()
    {
        Serve(_ => (200, """{"choices":[{"text":"y","finish_reason":"stop"}]}"""));

        var completions = await AskAsync(
            new OpenAiOptions
            {
                BaseUrl = _url,
                Model = "m",
                Chat = false,
            },
            1
        );

        Assert.Equal("y", Assert.Single(completions).Text);
        Assert.Equal("/v1/completions", _asked[0].Path);
        Assert.Equal("say y", _asked[0].Body.GetProperty("prompt").GetString());
        Assert.Equal("\n}", _asked[0].Body.GetProperty("stop")[0].GetString());
    }

    [Fact]
    public async Task CompleteAsync_TriesAgain_WhenTheServerIsBusy()
    {
        Serve(n => n == 1 ? (503, "busy") : (200, """{"choices":[{"text":"y"}]}"""));

        var completions = await AskAsync(
            new OpenAiOptions
            {
                BaseUrl = _url,
                Model = "m",
                Chat = false,
            },
            1
        );

        Assert.Single(completions);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task CompleteAsync_StopsWithTheServersWords_WhenTheRequestIsRefused()
    {
        Serve(_ => (404, "no such model"));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
            AskAsync(new OpenAiOptions { BaseUrl = _url, Model = "m" }, 1)
        );

        Assert.Contains("no such model", error.Message, StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task CompleteAsync_WaitsAsLongAsABusyServerAsks()
    {
        Serve(
            n => n == 1 ? (429, "slow down") : (200, """{"choices":[{"message":{"content":"y"}}]}"""),
            retryAfter: "17"
        );
        var time = new HurriedTime();

        await AskAsync(new OpenAiOptions { BaseUrl = _url, Model = "m" }, 1, time);

        Assert.Contains(TimeSpan.FromSeconds(17), time.Waits);
    }

    [Fact]
    public async Task CompleteAsync_NamesTheLimitAsTheServerWantsIt()
    {
        Serve(n =>
            n == 1
                ? (
                    400,
                    """{"error":{"message":"'max_tokens' is not supported. Use 'max_completion_tokens' instead."}}"""
                )
                : (200, """{"choices":[{"message":{"content":"y"}}]}""")
        );

        await AskAsync(new OpenAiOptions { BaseUrl = _url, Model = "m" }, 1);

        Assert.Equal(Settings.MaxTokens, _asked[^1].Body.GetProperty("max_completion_tokens").GetInt32());
        Assert.False(_asked[^1].Body.TryGetProperty("max_tokens", out _));
    }

    [Theory]
    [InlineData("""{"reasoning":"hm","content":"y"}""", "<think>hm</think>\ny")]
    [InlineData("""{"reasoning_content":"hm","reasoning":"hm","content":"y"}""", "<think>hm</think>\ny")]
    [InlineData("""{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}""", "ab")]
    [InlineData("""{"content":null}""", "")]
    public async Task CompleteAsync_ReadsTheFormsThatServersAnswerIn(string message, string expected)
    {
        Serve(_ => (200, $$"""{"choices":[{"message":{{message}}}],"usage":null}"""));

        var completions = await AskAsync(new OpenAiOptions { BaseUrl = _url, Model = "m" }, 1);

        Assert.Equal(expected, Assert.Single(completions).Text);
    }

    [Fact]
    public async Task CompleteAsync_SaysSo_WhenAChoiceHasNoMessage()
    {
        Serve(_ => (200, """{"choices":[{"text":"y"}]}"""));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
            AskAsync(new OpenAiOptions { BaseUrl = _url, Model = "m" }, 1)
        );

        Assert.Contains("without a message", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _listener.Close();

    private static async Task<List<SourcedCompletion>> AskAsync(
        OpenAiOptions options,
        int count,
        TimeProvider? time = null
    )
    {
        using var http = new HttpClient();
        var source = new OpenAiCompletionSource(http, options, time ?? TimeProvider.System);
        var problem = new Problem
        {
            Id = "p",
            Prompt = "say y",
            StopTokens = ["\n}"],
        };
        var completions = new List<SourcedCompletion>();
        await foreach (var c in source.CompleteAsync([problem], count, Settings, TestContext.Current.CancellationToken))
        {
            completions.Add(c);
        }

        return completions;
    }

    private void Serve(Func<int, (int Status, string Body)> answer, string? retryAfter = null) =>
        _ = Task.Run(async () =>
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
                (int Status, string Body) reply;
                lock (_asked)
                {
                    _lengths.Add(context.Request.ContentLength64);
                    _asked.Add((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"], body));
                    reply = answer(_asked.Count);
                }

                context.Response.StatusCode = reply.Status;
                if (retryAfter is not null)
                {
                    context.Response.Headers["Retry-After"] = retryAfter;
                }

                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(reply.Body));
                context.Response.Close();
            }
        });

    /// <summary>Every wait ends at once and is remembered.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public ConcurrentBag<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
