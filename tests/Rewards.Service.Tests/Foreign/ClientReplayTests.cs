using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Foreign;

/// <summary>
/// Clients as they are in the wild: what they send, odd requests included, and what their own reading of our answers makes
/// of each verdict. The readings follow the projects' published clients, sentence by sentence.
/// </summary>
public sealed class ClientReplayTests(SharedService shared) : IClassFixture<SharedService>
{
    [Theory]
    [InlineData("Accepted", "3\\n", "success")]
    [InlineData("Accepted", "3", "success")]
    [InlineData("Accepted", "4", "wrong_answer")]
    [InlineData("RuntimeError", "", "runtime_error")]
    [InlineData("MemoryLimit", "", "runtime_error")]
    [InlineData("OutputLimit", "", "runtime_error")]
    [InlineData("TimeLimit", "", "timeout")]
    [InlineData("CompileError", "", "compile_error")]
    [InlineData("Rejected", "", "compile_error")]
    [InlineData("CompileTimeout", "", "compile_timeout")]
    [InlineData("SandboxFailure", "", "sandbox_error")]
    public async Task Verl_ReadsEachVerdictAsWhatItIs(string says, string prints, string read)
    {
        // Newer versions add memory_limit_MB; language is python whatever the code is.
        foreach (var memory in new[] { "", ""","memory_limit_MB":1024""" })
        {
            var body =
                $$"""{"compile_timeout":10,"run_timeout":10,"code":"// says: {{says}}\n// prints: {{prints}}","stdin":"1 2\n","language":"python","files":{},"fetch_files":[]{{memory}}}""";
            var answer = await shared.Service.PostJsonAsync("/csharp/run_code", body);

            Assert.Equal(read, VerlReads(answer, "3\n"));
        }
    }

    [Theory]
    [InlineData("""{"language":"csharp","code":"x"}""")]
    [InlineData("""{"language":"csharp","code":"x","stdin":null,"files":null,"fetch_files":null,"args":null}""")]
    [InlineData(
        """{"language":"csharp","code":"x","compile_timeout":null,"run_timeout":null,"memory_limit_MB":null}"""
    )]
    [InlineData(
        """{"language":"csharp","code":"x","compile_timeout":"10","run_timeout":"2.5","memory_limit_MB":"512"}"""
    )]
    [InlineData("""{"language":"csharp","code":"x","run_timeout":0.5,"compile_timeout":3.25,"memory_limit_MB":-1}""")]
    [InlineData(
        """{"language":"C#","code":"","unknown":{"deep":[1,{"x":null}]},"files":{"empty.txt":null,"a/b.txt":""}}"""
    )]
    public async Task RunCode_TakesWhatTheOriginalTakes(string body) =>
        Assert.Equal("Success", (string?)(await shared.Service.PostJsonAsync("/run_code", body))["status"]);

    [Theory]
    [InlineData("""{"language":"csharp"}""", "code")]
    [InlineData("""{"language":"csharp","code":null}""", "code")]
    [InlineData("""{"language":"csharp","code":1}""", "code")]
    [InlineData("""{"language":"csharp","code":"x","run_timeout":"soon"}""", "run_timeout")]
    [InlineData("""{"language":"csharp","code":"x","run_timeout":0}""", "run_timeout")]
    [InlineData("""{"language":"csharp","code":"x","run_timeout":-1}""", "run_timeout")]
    [InlineData("""{"language":"csharp","code":"x","files":{"a":"YQ"}}""", "base64")]
    [InlineData("""{"language":"csharp","code":"x","files":{"a":"YQ==="}}""", "base64")]
    [InlineData("""{"language":"csharp","code":"x","files":{"a":"Y!=="}}""", "base64")]
    [InlineData("""{"language":"csharp","code":"x","files":[]}""", "files")]
    [InlineData("""{"language":"csharp","code":"x","fetch_files":["/etc/passwd"]}""", "fetch_files")]
    [InlineData("""{"language":"csharp","code":"x","memory_limit_MB":0}""", "memory_limit_MB")]
    public async Task RunCode_NamesTheFieldItRefuses(string body, string field) =>
        Assert.Contains(
            field,
            (string?)(await shared.Service.PostJsonAsync("/run_code", body, 400))["detail"],
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(""" "compile_timeout":0,"run_timeout":0 """)]
    [InlineData(""" "compile_timeout":"20","run_timeout":"5.5","extra":{} """)]
    [InlineData(""" "extra":{"run_all_cases":null,"return_full_case":true},"locale":"en","is_fewshot":false """)]
    [InlineData(""" "extra":null,"custom_extract_logic":null """)]
    public async Task Submit_TakesWhatTheOriginalTakes(string config)
    {
        var body =
            $$$"""{"dataset":"","id":"7","completion":"```csharp\n// says: Accepted\n```","config":{"dataset_type":"CommonOJDataset","language":"csharp","provided_data":{"test":[{"input":{"stdin":"1"},"output":{"stdout":"1"}}]},{{{config}}}}}""";

        var answer = await shared.Service.PostJsonAsync("/submit", body);

        Assert.True((bool)answer["accepted"]!);
        Assert.Equal("7", (string?)answer["id"]);
    }

    [Fact]
    public async Task Submit_TakesTestsAsText_AndEmptyLists()
    {
        const string Start =
            """{"completion":"```csharp\n// says: Accepted\n```","config":{"dataset_type":"CommonOJDataset","language":"csharp","provided_data":{"test":""";

        var text = await shared.Service.PostJsonAsync(
            "/submit",
            Start + """ "[{\"input\": {\"stdin\": \"1\"}, \"output\": {\"stdout\": \"1\"}}]" }}}"""
        );
        var none = await shared.Service.PostAsync("/submit", Start + "[]}}}");

        Assert.True((bool)text["accepted"]!);
        Assert.True((int)none.StatusCode is 200 or 400, $"{none.StatusCode}");
    }

    [Theory]
    [InlineData("Accepted", "passed")]
    [InlineData("RuntimeError", "failed")]
    [InlineData("CompileError", "failed")]
    [InlineData("TimeLimit", "killed")]
    [InlineData("MemoryLimit", "killed")]
    public async Task OpenR1_ReadsPistonsAnswer(string says, string read)
    {
        var body =
            $$"""{"files":[{"name":"main.cs","content":"// says: {{says}}\n// prints: 3"},{"name":"input.txt","content":"1 2"}],"run_timeout":4000,"compile_timeout":20000,"run_memory_limit":536870912,"language":"csharp","version":"*"}""";

        var answer = await shared.Service.PostJsonAsync("/api/v2/execute", body);

        // As the client does: a compilation that failed first, then a signal, then the exit code.
        var run = answer["run"]!;
        Assert.DoesNotContain("Resource temporarily unavailable", (string?)run["stderr"], StringComparison.Ordinal);
        var verdict =
            (int?)answer["compile"]!["code"] is not 0 ? "failed"
            : (string?)run["signal"] == "SIGKILL" ? "killed"
            : (int?)run["code"] == 0 && ((string?)run["stdout"])!.Trim() == "3" ? "passed"
            : "failed";
        Assert.Equal(read, verdict);
    }

    [Theory]
    [InlineData("""{"query":["x"],"prompts":["x"],"labels":["sum"]}""", 1)]
    [InlineData("""{"query":[],"prompts":[],"labels":[]}""", 0)]
    [InlineData("""{"query":[],"prompts":null,"labels":null}""", 0)]
    [InlineData("""{"query":["x","y"],"prompts":["x","y"],"labels":["sum","sum"],"extra":1}""", 2)]
    public async Task OpenRlhf_GetsListsOfOneLength(string body, int count)
    {
        var answer = await shared.Service.PostJsonAsync("/get_reward", body);

        foreach (var list in new[] { answer["rewards"], answer["scores"], answer["extra_logs"]!["passed"] })
        {
            Assert.Equal(count, list!.AsArray().Count);
        }
    }

    [Theory]
    [InlineData("""{"type":"csharp","solution":"// prints: 3","input":"","expected_output":"3"}""", true)]
    [InlineData(
        """{"type":"csharp","solution":"// prints: 3","input":null,"expected_output":null,"sub_id":null}""",
        true
    )]
    [InlineData("""{"type":"csharp","solution":"// prints: 3","expected_output":" 3 \n","unknown":true}""", true)]
    [InlineData("""{"type":"csharp","solution":"// prints: 3","expected_output":"4"}""", false)]
    public async Task CodeJudge_TakesWhatTheOriginalTakes(string body, bool success)
    {
        var answer = await shared.Service.PostJsonAsync("/judge", body);

        Assert.Equal(success, (bool)answer["success"]!);
        Assert.True((bool)answer["run_success"]!);
    }

    [Theory]
    [InlineData("c#\n// prints: hi", "hi")]
    [InlineData("C#\r\n// prints: hi", "hi")]
    [InlineData("// c#\n// prints: hi", "hi")]
    public async Task Verl_LeavesTheTagOfAFenceInTheCode(string code, string prints)
    {
        // ```c# is no word of letters alone, so its client sends it along; the sandbox has to see C#.
        var answer = await shared.Service.PostJsonAsync(
            "/csharp/run_code",
            new JsonObject { ["language"] = "python", ["code"] = code }.ToJsonString()
        );

        Assert.Equal(prints, (string?)answer["run_result"]!["stdout"]);
        Assert.Equal(code[0] == '/' ? 1 : 0, shared.Service.Sandbox.CallsOf(code));
    }

    [Theory]
    [InlineData("""{"id":"sum","tests":[{"input":"1","expected":"1"}]}""")]
    [InlineData("\"sum\"")]
    [InlineData("\"{\\\"id\\\":\\\"sum\\\",\\\"tests\\\":[{\\\"input\\\":\\\"1\\\",\\\"expected\\\":\\\"1\\\"}]}\"")]
    public async Task OpenRlhf_SendsLabelsAsItsDataSetHasThem(string label)
    {
        var body = $$"""{"query":["x```csharp\nclass P{}\n```"],"prompts":["x"],"labels":[{{label}}]}""";

        Assert.Equal(1.0, (double)(await shared.Service.PostJsonAsync("/get_reward", body))["rewards"]![0]!);
    }

    [Theory]
    [InlineData("/csharp")]
    [InlineData("")]
    public async Task CodeJudge_AsksForStatusUnderTheAddressItWasGiven(string prefix)
    {
        var status = await shared.Service.GetJsonAsync($"{prefix}/status");

        // The client makes an object of exactly these.
        Assert.Equal(["num_workers", "queue"], status.AsObject().Select(p => p.Key).Order());
        Assert.Equal("pong", (string?)await shared.Service.GetJsonAsync($"{prefix}/ping"));
    }

    [Fact]
    public async Task NemoGym_BeginsASession_VerifiesPackedTests_AndAsksForMeans()
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            zlib.Write("""{"inputs":["1 2\n"],"outputs":["3\n"]}"""u8);
        }

        var tests = new JsonObject { ["packed"] = Convert.ToBase64String(packed.ToArray()), ["fn_name"] = null };
        var request = new JsonObject
        {
            ["responses_create_params"] = new JsonObject { ["input"] = "add" },
            ["response"] = JsonNode.Parse(
                """{"output":[{"type":"message","content":[{"type":"output_text","text":"```csharp\nclass P{}\n```"}]}]}"""
            ),
            ["verifier_metadata"] = new JsonObject { ["unit_tests"] = tests },
        };

        await shared.Service.PostJsonAsync("/seed_session", request.ToJsonString());
        var verified = await shared.Service.PostJsonAsync("/verify", request.ToJsonString());
        var metrics = await shared.Service.PostJsonAsync(
            "/aggregate_metrics",
            new JsonObject
            {
                ["verify_responses"] = new JsonArray(verified.DeepClone(), JsonNode.Parse("""{"reward":0.0}""")),
            }.ToJsonString()
        );
        tests["packed"] = Convert.ToBase64String("no zlib"u8);
        var refused = await shared.Service.PostJsonAsync("/verify", request.ToJsonString(), 400);

        Assert.Equal(1.0, (double)verified["reward"]!);
        Assert.Equal(0.5, (double)metrics["agent_metrics"]!["mean/reward"]!);
        Assert.Contains("packed", (string?)refused["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_MayBeHuge()
    {
        var stdin = new string('7', 2_000_000);

        var answer = await shared.Service.PostJsonAsync(
            "/run_code",
            new JsonObject
            {
                ["language"] = "csharp",
                ["code"] = "x",
                ["stdin"] = stdin,
            }.ToJsonString()
        );

        Assert.Equal(stdin, (string?)answer["run_result"]!["stdout"]);
    }

    /// <summary>What verl's reward function makes of an answer.</summary>
    private static string VerlReads(JsonNode answer, string expected)
    {
        var (compile, run) = (answer["compile_result"], answer["run_result"]);
        switch ((string?)answer["status"])
        {
            case "SandboxError":
                return "sandbox_error";
            case "Failed" when StatusOf(compile) == "TimeLimitExceeded":
                return "compile_timeout";
            case "Failed" when compile is not null && HasFailed(compile):
                return "compile_error";
            case "Failed" when StatusOf(run) == "TimeLimitExceeded":
                return "timeout";
            case "Failed" when run is not null && HasFailed(run):
                return "runtime_error";
            case "Success" when StatusOf(run) == "Finished":
                var output = (string?)run!["stdout"] ?? "";
                return output.TrimEnd('\n') == expected.TrimEnd('\n') ? "success" : "wrong_answer";
            default:
                return "unknown";
        }
    }

    private static string? StatusOf(JsonNode? step) => (string?)step?["status"];

    private static bool HasFailed(JsonNode step) =>
        (string?)step["status"] == "Error" || ((string?)step["status"] == "Finished" && (int?)step["return_code"] != 0);
}
