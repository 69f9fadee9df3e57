using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Problems;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.NemoGym;

/// <summary>
/// NeMo Gym's <c>/verify</c> of a code environment: the request comes back with a reward and the results of its unit
/// tests. A broken sandbox is 503, because a reward has to be a number here.
/// </summary>
internal static class NemoGymEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    public static void MapNemoGym(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/verify", VerifyAsync).WithSummary("NeMo Gym: verify a response against unit tests");

        // Agents open a session before the model answers and want to hear nothing but success; there is nothing to keep.
        routes
            .MapPost("/seed_session", () => TypedResults.Ok(new JsonObject()))
            .WithSummary("NeMo Gym: begin an episode");
        routes
            .MapPost("/aggregate_metrics", (JsonObject r) => RolloutMetrics.Of(r))
            .WithSummary("NeMo Gym: means over the rollouts of a run");
    }

    private static async Task<Results<Ok<JsonObject>, Refused>> VerifyAsync(
        JsonObject request,
        ForeignLane lane,
        SubmissionJudge judge,
        ServiceOptions options,
        HttpContext context
    )
    {
        var (verification, fault) = Verification.Read(request, options.Bounds.TextLength);
        if (verification is null)
        {
            return Refused.Invalid(fault!);
        }

        if (verification.Code is not { } code)
        {
            return TypedResults.Ok(verification.Answer(null));
        }

        if (ProblemIntake.Check(verification.Problem, "verifier_metadata.unit_tests: ") is { } wrong)
        {
            return Refused.Invalid(wrong);
        }

        var (judged, refusal) = await lane.RunAsync(
            context,
            "verify",
            Patience,
            (origin, token) => judge.JudgeSourceAsync(verification.Problem, code, origin, token)
        );
        if (judged is null)
        {
            return refusal!;
        }

        return judged.Verdict!.Status == VerdictStatus.SandboxFailure
            ? Refused.Broken("The sandbox failed on this submission; send it again.")
            : TypedResults.Ok(verification.Answer(judged));
    }
}

/// <summary>A <c>/verify</c> request that can be judged.</summary>
internal sealed class Verification
{
    private readonly JsonObject _request;
    private readonly string _output;

    private Verification(JsonObject request, string output, string? code, Problem problem)
    {
        _request = request;
        _output = output;
        Code = code;
        Problem = problem;
    }

    public string? Code { get; }

    public Problem Problem { get; }

    public static (Verification? Verification, string? Fault) Read(JsonObject request, int mostText)
    {
        if (request["response"] is not JsonObject response || response["output"] is not JsonArray items)
        {
            return (null, "response.output: missing; this is the model's answer in the shape of the Responses API");
        }

        var output = OutputText(items);
        if (output.Length > mostText)
        {
            return (null, $"response.output: more than {mostText} characters");
        }

        if (string.IsNullOrWhiteSpace(output))
        {
            return (new Verification(request, "", null, new Problem { Id = "verify" }), null);
        }

        if ((request["verifier_metadata"] as JsonObject)?["unit_tests"] is not JsonObject given)
        {
            return (null, "verifier_metadata.unit_tests: missing; it holds inputs, outputs and, for methods, fn_name");
        }

        var (tests, packing) = PackedTests.Unpacked(given);
        if (tests is null)
        {
            return (null, $"verifier_metadata.unit_tests.packed: {packing}");
        }

        var code = CodeExtractor.Extract(output).Code;
        var (problem, fault) = Tests(tests, code ?? "");
        return fault is null || code is null ? (new Verification(request, output, code, problem), null) : (null, fault);
    }

    /// <summary>The request with the fields that a verifier adds.</summary>
    public JsonObject Answer(Judged? judged)
    {
        var verdict = judged?.Verdict;
        var answer = (JsonObject)_request.DeepClone();
        answer["reward"] = JsonNode.Parse(verdict?.Status == VerdictStatus.Accepted ? "1.0" : "0.0");
        answer["extracted_model_output"] = _output.Length == 0 ? null : _output;
        answer["extracted_model_code"] = Code;
        answer["result"] = verdict is null ? null : Results(verdict);
        answer["metadata"] = verdict is null ? null : Metadata(verdict);
        answer["unit_tests_time_taken"] = judged?.Took.TotalSeconds;
        answer["difficulty"] = (_request["verifier_metadata"] as JsonObject)?["difficulty"]?.DeepClone();
        return answer;
    }

    private static JsonArray Results(Verdict verdict)
    {
        var statuses = verdict.Tests.Count > 0 ? verdict.Tests.Select(t => t.Status) : [verdict.Status];
        return [.. statuses.Select(s => JsonSerializer.SerializeToNode(ForeignVerdicts.Of(s).Result))];
    }

    private static JsonObject Metadata(Verdict verdict)
    {
        var failed = verdict.Tests.FirstOrDefault(t => t.Status != VerdictStatus.Accepted);
        return verdict.Status == VerdictStatus.Accepted
            ? []
            : new JsonObject
            {
                ["error_code"] = JsonSerializer.SerializeToNode(ForeignVerdicts.Of(verdict.Status).Result),
                ["error_message"] = verdict.Status.ToString(),
                ["error"] =
                    failed?.Message ?? (verdict.Diagnostics.Count > 0 ? verdict.Diagnostics[0] : verdict.Message),
            };
    }

    private static string OutputText(JsonArray items)
    {
        var text = new StringBuilder();
        foreach (
            var content in items
                .OfType<JsonObject>()
                .Where(i => Is(i, "message"))
                .Select(i => i["content"])
                .OfType<JsonArray>()
        )
        {
            foreach (var part in content.OfType<JsonObject>().Where(p => Is(p, "output_text")))
            {
                text.Append(part["text"] is JsonValue value && value.TryGetValue<string>(out var words) ? words : "");
            }
        }

        return text.ToString();
    }

    private static bool Is(JsonObject item, string type) =>
        item["type"] is JsonValue value && value.TryGetValue<string>(out var word) && word == type;

    private static (Problem Problem, string? Fault) Tests(JsonObject given, string code)
    {
        var empty = new Problem { Id = "verify" };
        if (
            given["inputs"] is not JsonArray inputs
            || given["outputs"] is not JsonArray outputs
            || inputs.Count != outputs.Count
        )
        {
            return (empty, "verifier_metadata.unit_tests: inputs and outputs must be lists of the same length");
        }

        var method = given["fn_name"] is JsonValue name && name.TryGetValue<string>(out var word) ? word : null;
        var tests = new List<ProblemTest>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var input = JsonSerializer.SerializeToElement(inputs[i]);
            var output = JsonSerializer.SerializeToElement(outputs[i]);
            if (input.ValueKind != JsonValueKind.String || output.ValueKind != JsonValueKind.String)
            {
                return (empty, $"verifier_metadata.unit_tests: inputs[{i}] and outputs[{i}] must be texts");
            }

            var test = method is null
                ? new ProblemTest { Input = input.GetString(), Expected = output.GetString() }
                : MethodCalls.Test(method, code, input, output, wrapsOutput: false);
            if (test is null)
            {
                return (
                    empty,
                    $"verifier_metadata.unit_tests: inputs[{i}] must be JSON arguments, one a line, and outputs[{i}] JSON"
                );
            }

            tests.Add(test);
        }

        return (
            empty with
            {
                Mode = method is null ? ProblemMode.Stdin : ProblemMode.Function,
                EntryPoint = method,
                Tests = tests,
            },
            null
        );
    }
}
