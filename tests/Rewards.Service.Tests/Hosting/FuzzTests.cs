using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Hosting;

/// <summary>Whatever is sent, the answer is a 4xx with a reason or a verdict; the service answers the next call as before.</summary>
public sealed class FuzzTests(SharedService shared) : IClassFixture<SharedService>
{
    private static readonly string[] Paths =
    [
        "/v1/score",
        "/v1/jobs",
        "/v1/judge",
        "/run_code",
        "/csharp/run_code",
        "/submit",
        "/common_evaluate_batch",
        "/csharp/common_evaluate_batch",
        "/api/v2/execute",
        "/get_reward",
        "/judge",
        "/judge/batch",
        "/judge/long-batch",
        "/run",
        "/run/batch",
        "/verify",
        "/seed_session",
        "/aggregate_metrics",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        OneOf(
            "",
            "csharp",
            "sum",
            "\u0000",
            "\uD800",
            "’",
            "code",
            "*",
            "^14.0.0",
            "CommonOJDataset",
            "stdin_stdout",
            "function_call",
            "assert",
            "```csharp\nx\n```"
        ),
        Gen.Int[1, 2000].Select(n => new string('x', n))
    );

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text.Select(t => JsonSerializer.Serialize(t)),
        Gen.Double.Select(d =>
            double.IsFinite(d) ? d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "1e999"
        ),
        OneOf(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1e308",
            "99999999999999999999",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[]",
            "{}"
        )
    );

    [Fact]
    public Task Post_NeverFails_OnRandomJson() =>
        JsonOfDepth(4)
            .Select(OneOf(Paths), (json, path) => (json, path))
            .SampleAsync(async x => await SendAsync(x.path, Encoding.UTF8.GetBytes(x.json)), iter: 400, threads: 2);

    [Fact]
    public async Task Post_NeverFails_OnGoodRequestsWithOneWrongPlace()
    {
        var requests = Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.request.json", SearchOption.AllDirectories)
            .Select(f => JsonNode.Parse(File.ReadAllText(f))!)
            .Where(r => r["body"] is not null)
            .Select(r => ((string)r["path"]!, r["body"]!.ToJsonString()))
            .Append(("/v1/score", Bodies.Batch(2)))
            .Append(("/v1/jobs", Bodies.Batch(2)))
            .Append(("/v1/judge", $$"""{"problem":{{Bodies.Problem}},"source":"class P{}"}"""))
            .ToArray();

        await Gen.Int[0, requests.Length - 1]
            .Select(Gen.Int[0, 1000], Scalar, (i, place, value) => (i, place, value))
            .SampleAsync(
                async x =>
                    await SendAsync(
                        requests[x.i].Item1,
                        Encoding.UTF8.GetBytes(Spoiled(requests[x.i].Item2, x.place, x.value))
                    ),
                iter: 600,
                threads: 2
            );
    }

    [Fact]
    public Task Post_NeverFails_OnRandomBytes() =>
        Gen
            .Byte.Array[0, 300]
            .Select(OneOf(Paths), (bytes, path) => (bytes, path))
            .SampleAsync(async x => await SendAsync(x.path, x.bytes), iter: 200, threads: 2);

    [Fact]
    public async Task Post_NeverFails_OnDeepNestingAndHugeTexts()
    {
        foreach (var path in Paths)
        {
            await SendAsync(path, Encoding.UTF8.GetBytes(new string('[', 200_000)));
            await SendAsync(
                path,
                Encoding.UTF8.GetBytes(
                    string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000)
                )
            );
            await SendAsync(
                path,
                Encoding.UTF8.GetBytes($$"""{"code":"{{new string('x', 3_000_000)}}","language":"csharp"}""")
            );
            await SendAsync(path, Encoding.UTF8.GetBytes("""{"a":1,"a":2}"""));
        }
    }

    [Theory]
    [InlineData(
        "POST /v1/score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"items\":["
    )]
    [InlineData(
        "POST /run_code HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n{"
    )]
    [InlineData("GET /v1/jobs/x/events HTTP/1.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("POST /v1/score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public async Task Connection_MayBreakOrHalfCloseAnywhere(string bytes)
    {
        for (var i = 0; i < 5; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", shared.Service.Address.Port, RunningService.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes(bytes), RunningService.Token);
            if (i % 2 == 0)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }

        using var response = await shared.Service.PostAsync("/v1/score", Bodies.Batch(1));
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Call_LeavesTheQueue_WhenItsClientGoesAway()
    {
        await using var service = await RunningService.StartAsync(o =>
            o with
            {
                Queue = new QueueOptions { Workers = 1 },
            }
        );
        var entered = new TaskCompletionSource();
        service.Sandbox.Gate = async (_, token) =>
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        using var leave = new CancellationTokenSource();
        using var content = new StringContent(Bodies.Batch(20), null, "application/json");
        var call = service.Client.PostAsync(new Uri("/v1/score", UriKind.Relative), content, leave.Token);
        await entered.Task;

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // The one that runs is cancelled, those that wait are skipped: the next call is served.
        service.Sandbox.Gate = (_, _) => Task.CompletedTask;
        await service.PostJsonAsync("/v1/score", Bodies.Batch(1));
        Assert.Equal(2, service.Sandbox.Calls);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> JsonOfDepth(int depth) =>
        depth == 0
            ? Scalar
            : Gen.Frequency(
                (2, Scalar),
                (1, JsonOfDepth(depth - 1).Array[0, 4].Select(a => $"[{string.Join(',', a)}]")),
                (
                    3,
                    Gen.Select(
                            OneOf(
                                "items",
                                "problem",
                                "problem_id",
                                "completion",
                                "rewards",
                                "code",
                                "language",
                                "files",
                                "query",
                                "labels",
                                "config",
                                "provided_data",
                                "test_cases",
                                "response",
                                "output",
                                "submissions",
                                "solution",
                                "type",
                                "id",
                                "version",
                                "run_timeout"
                            ),
                            JsonOfDepth(depth - 1)
                        )
                        .Array[0, 6]
                        .Select(p => $"{{{string.Join(',', p.Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}")
                )
            );

    /// <summary>The JSON with the value at one of its places replaced.</summary>
    private static string Spoiled(string json, int place, string value)
    {
        const string Mark = "\"__here__\"";
        var root = JsonNode.Parse(json)!;
        var places = new List<Action>();
        Collect(root);
        places[place % places.Count]();
        return root.ToJsonString().Replace(Mark, value, StringComparison.Ordinal);

        void Collect(JsonNode? node)
        {
            if (node is JsonObject holder)
            {
                foreach (var name in holder.Select(p => p.Key).ToList())
                {
                    places.Add(() => holder[name] = "__here__");
                    Collect(holder[name]);
                }
            }
            else if (node is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    places.Add(() => list[at] = "__here__");
                    Collect(list[at]);
                }
            }
        }
    }

    private async Task SendAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        using var response = await shared.Service.Client.PostAsync(
            new Uri(path, UriKind.Relative),
            content,
            RunningService.Token
        );
        var text = await response.Content.ReadAsStringAsync(RunningService.Token);

        // 503 is the honest answer when the (scripted) sandbox says that it is broken; nothing else may be a 5xx.
        var status = (int)response.StatusCode;
        Assert.True(
            status is < 500 or 503,
            $"{path} answered {status} to {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2000)))}: {text}"
        );
        var answer = JsonNode.Parse(text);
        Assert.True(
            status < 400 || ((string?)(answer!["detail"] ?? answer["message"]))?.Length > 0,
            $"{path} gave no reason: {text}"
        );
    }
}
