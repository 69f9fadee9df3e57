using System.Text.Json;
using R1Code.Rewards.Files.Formats;
using R1Code.Rewards.Service.Hosting;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>The tests that came with a submission, as a problem, and as they are shown in the answer.</summary>
internal sealed record SubmittedTests
{
    public Problem? Problem { get; private init; }

    /// <summary>One <c>test_info</c> per test; empty where tests have none.</summary>
    public IReadOnlyList<object> Shown { get; private init; } = [];

    /// <summary>The same tests as runs with files; empty where no test has any.</summary>
    public IReadOnlyList<StagedTest> Staged { get; private init; } = [];

    public string? Fault { get; private init; }

    /// <summary>
    /// <c>provided_data: {id, content, labels, test: [{input: {stdin, file…}, output: {stdout, file…}}]}</c>; the list may be
    /// JSON in a text.
    /// </summary>
    public static SubmittedTests CommonOj(SubmitRequest request)
    {
        if (
            Member(request.Config.ProvidedData, "test") is not { } given
            || Unwrapped(given) is not { ValueKind: JsonValueKind.Array } list
        )
        {
            return new SubmittedTests
            {
                Fault = "config.provided_data.test: must be a list of {input: {stdin}, output: {stdout}}",
            };
        }

        var tests = new List<StagedTest>();
        foreach (var (i, element) in list.EnumerateArray().Index())
        {
            var (test, fault) = StagedTest.Read(element);
            if (test is null)
            {
                return new SubmittedTests { Fault = $"config.provided_data.test[{i}].{fault}" };
            }

            tests.Add(test);
        }

        var problem = new Problem
        {
            Id = "submit",
            Tests = [.. tests.Select(t => new ProblemTest { Input = t.Stdin, Expected = t.Stdout ?? "" })],
        };
        return Of(request, problem, [.. tests.Select(t => t.Shown())]) with
        {
            Staged = tests.Any(t => t.HasFiles) ? tests : [],
        };
    }

    /// <summary><c>provided_data.test_cases: {type, fn_name, input[], output[], json_input}</c>, or MultiPL-E's <c>tests</c> for <c>assert</c>.</summary>
    public static SubmittedTests Batch(SubmitRequest request, string code)
    {
        if (Member(request.Config.ProvidedData, "test_cases") is not { ValueKind: JsonValueKind.Object } cases)
        {
            return new SubmittedTests
            {
                Fault = "config.provided_data.test_cases: must be an object with type, input and output",
            };
        }

        var method = Text(Member(cases, "fn_name"));
        var type = Text(Member(cases, "type")) ?? (method is null ? "stdin_stdout" : "function_call");
        return type switch
        {
            "stdin_stdout" => Stdin(request, cases),
            "function_call" => Calls(request, cases, method, code),
            "assert" => Assertions(request, cases, code),
            _ => new SubmittedTests
            {
                Fault = $"config.provided_data.test_cases.type: must be stdin_stdout, function_call or assert",
            },
        };
    }

    private static SubmittedTests Stdin(SubmitRequest request, JsonElement cases)
    {
        var (pairs, fault) = Pairs(cases);
        if (pairs is null)
        {
            return new SubmittedTests { Fault = fault };
        }

        var tests = new List<ProblemTest>();
        foreach (var (i, (input, output)) in pairs.Index())
        {
            if (Text(input) is not { } stdin || Text(output) is not { } stdout)
            {
                return new SubmittedTests
                {
                    Fault = $"config.provided_data.test_cases: input[{i}] and output[{i}] must be texts",
                };
            }

            tests.Add(new ProblemTest { Input = stdin, Expected = stdout });
        }

        var (checker, judgeFault) = SpecialJudges.Of(request.Config.Extra);
        if (judgeFault is not null)
        {
            return new SubmittedTests { Fault = judgeFault };
        }

        return Of(
            request,
            new Problem
            {
                Id = "evaluate",
                Tests = tests,
                Checker = checker ?? new CheckerSpec(),
            },
            [.. tests.Select(t => Stdio(t.Input!, t.Expected!))]
        );
    }

    private static SubmittedTests Calls(SubmitRequest request, JsonElement cases, string? method, string code)
    {
        var (pairs, fault) = Pairs(cases);
        if (pairs is null || method is null)
        {
            return new SubmittedTests { Fault = fault ?? "config.provided_data.test_cases.fn_name: missing" };
        }

        // With json_input a text holds JSON: arguments line by line, and the result as it is instead of in a list.
        var isJson = Member(cases, "json_input") is { ValueKind: JsonValueKind.True };
        var tests = new List<ProblemTest>();
        var shown = new List<object>();
        foreach (var (i, (input, output)) in pairs.Index())
        {
            if (
                MethodCalls.Test(
                    method,
                    code,
                    input,
                    output,
                    wrapsOutput: !(isJson && input.ValueKind == JsonValueKind.String)
                )
                is not { } test
            )
            {
                return new SubmittedTests
                {
                    Fault =
                        $"config.provided_data.test_cases: input[{i}] must be a list of arguments and output[{i}] a list of one result, as JSON values that C# has",
                };
            }

            tests.Add(test);
            shown.Add(
                new
                {
                    type = "function_call",
                    fn_name = method,
                    input,
                    output,
                }
            );
        }

        return Of(
            request,
            new Problem
            {
                Id = "evaluate",
                Mode = ProblemMode.Function,
                EntryPoint = method,
                Tests = tests,
            },
            shown
        );
    }

    private static SubmittedTests Assertions(SubmitRequest request, JsonElement cases, string code)
    {
        var program = Text(Member(cases, "tests")) ?? Text(Member(cases, "test"));
        return program is null
            ? new SubmittedTests
            {
                Fault = "config.provided_data.test_cases.tests: missing; assert needs a test program",
            }
            : Of(
                request,
                new Problem
                {
                    Id = "evaluate",
                    Mode = ProblemMode.Assertions,
                    EntryPoint = Text(Member(cases, "entry_point")),
                    TestProgram = AssertionSetFormat.TestProgram(code, program),
                },
                []
            );
    }

    private static SubmittedTests Of(SubmitRequest request, Problem problem, IReadOnlyList<object> shown) =>
        new()
        {
            Problem = Text(request.Id) is { Length: > 0 and < 200 } id ? problem with { Id = id } : problem,
            Shown = shown,
        };

    private static object Stdio(string stdin, string stdout) => new { input = new { stdin }, output = new { stdout } };

    private static (IReadOnlyList<(JsonElement Input, JsonElement Output)>? Pairs, string? Fault) Pairs(
        JsonElement cases
    )
    {
        if (
            Member(cases, "input") is not { ValueKind: JsonValueKind.Array } inputs
            || Member(cases, "output") is not { ValueKind: JsonValueKind.Array } outputs
        )
        {
            return (null, "config.provided_data.test_cases: input and output must be lists");
        }

        return inputs.GetArrayLength() != outputs.GetArrayLength()
            ? (null, "config.provided_data.test_cases: input and output must be of the same length")
            : ([.. inputs.EnumerateArray().Zip(outputs.EnumerateArray())], null);
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } holder && holder.TryGetProperty(name, out var member)
            ? member
            : null;

    private static string? Text(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text ? text.GetString()
        : element is { ValueKind: JsonValueKind.Number } number ? number.GetRawText()
        : null;

    private static JsonElement? Unwrapped(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? CheckedJson.TryParse(element.GetString()!) : element;
}
