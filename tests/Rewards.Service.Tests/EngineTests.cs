using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using R1Code.Sandbox;

namespace R1Code.Rewards.Service.Tests;

/// <summary>One sandbox and one service over it for the tests of <see cref="EngineTests"/>.</summary>
public sealed class EngineService : IAsyncLifetime
{
    private RewardsHost? _host;
    private HttpClient? _client;
    private string _reason = "";

    public CSharpSandbox? Sandbox { get; private set; }

    /// <summary>Speaks to the service; skips the test where no engine answers.</summary>
    public HttpClient Client
    {
        get
        {
            Assert.SkipWhen(_client is null, _reason);
            return _client!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            Sandbox = await CSharpSandbox.StartAsync(new SandboxOptions());
        }
        catch (SandboxUnavailableException fault)
            when (Environment.GetEnvironmentVariable("R1CODE_REQUIRE_ENGINE") != "1")
        {
            _reason = fault.Message;
            return;
        }

        _host = RewardsHost.Create(
            new ServiceOptions { Urls = ["http://127.0.0.1:0"], LogLevel = LogLevel.Warning },
            Sandbox
        );
        await _host.StartAsync();
        _client = new HttpClient { BaseAddress = _host.Addresses[0], Timeout = TimeSpan.FromMinutes(3) };

        // Starting boxes is not what the tests are about: they begin when one has answered.
        for (var i = 0; i < 6; i++)
        {
            using var response = await _client.GetAsync(new Uri("/readyz", UriKind.Relative));
            if (response.IsSuccessStatusCode)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            await _host.DisposeAsync();
        }

        if (Sandbox is not null)
        {
            await Sandbox.DisposeAsync();
        }
    }
}

/// <summary>The service over the real sandbox, end to end. Skipped where no container engine answers, unless <c>R1CODE_REQUIRE_ENGINE=1</c>.</summary>
public sealed class EngineTests(EngineService service) : IClassFixture<EngineService>
{
    private const string Sum =
        """{"id":"sum","tests":[{"input":"1 2\n","expected":"3\n"},{"input":"40 2\n","expected":"42\n"}],"limits":{"wall_ms":4000,"cpu_ms":4000}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => service.Client;

    [Fact]
    public async Task Score_PricesWhatTheSandboxFound()
    {
        string[] programs =
        [
            "var p = Console.ReadLine()!.Split(); Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1]));",
            "Console.WriteLine(3);",
            "Console.WriteLine(3)",
            "throw new Exception(\"no\");",
            "Environment.Exit(0);",
        ];
        var items = programs.Select(p => new
        {
            problem = JsonNode.Parse(Sum),
            completion = $"<think>x</think>\n<answer>```csharp\n{p}\n```</answer>",
        });

        var answer = await PostAsync("/v1/score", new { items, rewards = new { code = 1.0 } });

        Assert.Equal(
            ["Accepted", "WrongAnswer", "CompileError", "RuntimeError", "WrongAnswer"],
            answer["results"]!.AsArray().Select(r => (string?)r!["verdict"]!["status"])
        );
        Assert.Equal([1.0, 0, 0, 0, 0], answer["results"]!.AsArray().Select(r => (double)r!["reward"]!));
    }

    [Fact]
    public async Task RunCode_CompilesOnce_WhenManyCallsBringTheSameSource()
    {
        var before = Client is null ? 0 : service.Sandbox!.Health.CompileCacheMisses;

        var calls = Enumerable
            .Range(0, 32)
            .Select(i =>
                PostAsync(
                    "/run_code",
                    new
                    {
                        language = "csharp",
                        code = "Console.Write(Console.In.ReadToEnd().Length);",
                        run_timeout = 60,
                        stdin = new string('x', i),
                    }
                )
            );
        var answers = await Task.WhenAll(calls);

        Assert.All(
            answers,
            (a, i) =>
                Assert.Equal(
                    i.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    (string?)a["run_result"]!["stdout"]
                )
        );
        Assert.Equal(before + 1, service.Sandbox!.Health.CompileCacheMisses);
    }

    [Fact]
    public async Task Piston_RunsSeveralFilesWithDataAndExitCode()
    {
        var answer = await PostAsync(
            "/api/v2/execute",
            new
            {
                language = "csharp",
                version = "*",
                files = new object[]
                {
                    new { name = "Program.cs", content = "Console.Write(Helper.Read()); return 3;" },
                    new
                    {
                        name = "Helper.cs",
                        content = "static class Helper { public static string Read() => System.IO.File.ReadAllText(\"data.txt\"); }",
                    },
                    new
                    {
                        name = "data.txt",
                        content = "aGVsbG8=",
                        encoding = "base64",
                    },
                },
            }
        );

        Assert.Equal("hello", (string?)answer["run"]!["stdout"]);
        Assert.Equal(3, (int)answer["run"]!["code"]!);
        Assert.Equal("RE", (string?)answer["run"]!["status"]);
    }

    [Fact]
    public async Task Verify_CallsAMethodOfSolution()
    {
        const string Code =
            "```csharp\npublic class Solution { public int Total(int[] numbers, int more) => numbers.Sum() + more; }\n```";

        var answer = await PostAsync(
            "/verify",
            new
            {
                response = new
                {
                    output = new[]
                    {
                        new { type = "message", content = new[] { new { type = "output_text", text = Code } } },
                    },
                },
                verifier_metadata = new
                {
                    unit_tests = new
                    {
                        inputs = new[] { "[1, 2, 3]\n4", "[]\n0" },
                        outputs = new[] { "10", "0" },
                        fn_name = "Total",
                    },
                },
            }
        );

        Assert.True((double)answer["reward"]! == 1.0, answer.ToJsonString());
    }

    [Fact]
    public async Task ScaleBoxSpecialJudge_FindsTheFilesThatItsAuthorKnows()
    {
        object Request(string code) =>
            new
            {
                completion = $"```csharp\n{code}\n```",
                config = new
                {
                    language = "csharp",
                    provided_data = new
                    {
                        test_cases = new
                        {
                            type = "stdin_stdout",
                            input = new[] { "4" },
                            output = new[] { "any even number above" },
                        },
                    },
                    extra = new
                    {
                        run_all_cases = true,
                        special_judge_language = "csharp",
                        special_judge_program = """
                            using System.IO;
                            var asked = int.Parse(File.ReadAllText("stdin.txt"));
                            var said = int.Parse(File.ReadAllText("stdout.txt"));
                            return said > asked && said % 2 == 0 && File.ReadAllText("answer.txt").Contains("even") ? 0 : 1;
                            """,
                    },
                },
            };

        var right = await PostAsync("/common_evaluate_batch", Request("Console.WriteLine(6);"));
        var wrong = await PostAsync("/common_evaluate_batch", Request("Console.WriteLine(7);"));

        Assert.True((bool)right["accepted"]!, right.ToJsonString());
        Assert.False((bool)wrong["accepted"]!, wrong.ToJsonString());
    }

    [Fact]
    public async Task Readiness_MeansThatABoxAnswered()
    {
        using var response = await Client.GetAsync(new Uri("/readyz", UriKind.Relative), Token);
        var metrics = await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        Assert.Contains("r1code_queue_length", metrics, StringComparison.Ordinal);
        Assert.Contains("r1code_boxes", metrics, StringComparison.Ordinal);
    }

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var content = new StringContent(
            JsonContent.Create(body) is { } json ? await json.ReadAsStringAsync(Token) : "",
            Encoding.UTF8,
            "application/json"
        );
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    [Fact]
    public async Task Submit_LaysAndReadsFiles_InFoldersToo()
    {
        const string Code = """
            var text = File.ReadAllText("data/in.txt").Trim();
            Directory.CreateDirectory("out/deep");
            File.WriteAllText("out/deep/res.txt", text.ToUpperInvariant());
            File.AppendAllText("data/in.txt", "!");
            Console.WriteLine(text.Length + int.Parse(Console.ReadLine()!) + Directory.GetFiles(".").Length);
            """;
        object Test(string expected) =>
            new
            {
                input = new Dictionary<string, string> { ["stdin"] = "1\n", ["data/in.txt"] = "abc" },
                output = new Dictionary<string, string>
                {
                    ["stdout"] = "4\n",
                    ["out/deep/res.txt"] = expected,
                    ["data/in.txt"] = "abc!",
                },
            };
        var request = new
        {
            id = "files",
            completion = $"```csharp\n{Code}\n```",
            config = new
            {
                dataset_type = "CommonOJDataset",
                language = "csharp",
                extra = new { run_all_cases = true },
                provided_data = new { test = new[] { Test("ABC"), Test("abc"), Test("ABC\n") } },
            },
        };

        using var response = await service.Client.PostAsJsonAsync(
            new Uri("/submit", UriKind.Relative),
            request,
            TestContext.Current.CancellationToken
        );
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal([true, false, true], answer["tests"]!.AsArray().Select(t => (bool)t!["passed"]!));
        Assert.Equal("QUJD", (string?)answer["tests"]![1]!["exec_info"]!["files"]!["out/deep/res.txt"]);
    }

    [Fact]
    public async Task Trace_ShowsTheStagesOfTheSandbox()
    {
        const string Caller = "0af7651916cd43dd8448eb211c80319c";
        var ended = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name is "R1Code.Service" or "R1Code.Sandbox" or "Microsoft.AspNetCore",
            Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() == Caller)
                {
                    ended.Enqueue($"{span.Source.Name[7..]} {span.OperationName}");
                }
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/score", UriKind.Relative))
        {
            Headers = { { "traceparent", $"00-{Caller}-b7ad6b7169203331-01" } },
            Content = new StringContent(
                """{"items":[{"problem":{"id":"t","tests":[{"input":"","expected":"7"}]},"completion":"```csharp\nConsole.WriteLine(3 + 4); // traced\n```"}]}""",
                Encoding.UTF8,
                "application/json"
            ),
        };

        using var response = await service.Client.SendAsync(message, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        foreach (
            var span in new[] { "Sandbox compile", "Sandbox run", "Sandbox judge", "Service judge", "Service reward" }
        )
        {
            Assert.Contains(span, ended);
        }
    }
}
