using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>
/// open-r1's verifiable coding problems: <c>verification_info {language, test_cases [{input, output, type, fn_name}]}</c>, an
/// object or JSON in a text.
/// </summary>
internal sealed class OpenR1Format : IProblemFormat
{
    public string Name => "open-r1";

    public bool Matches(JsonElement row) => RowReader.Field(row, "verification_info") is not null;

    public Problem? Read(JsonElement row, Action<string?, string> fault)
    {
        var info = RowReader.Structure(row, "verification_info");
        var cases = RowReader.Elements(info is { } i ? RowReader.Structure(i, "test_cases") : null).ToList();
        if (cases.Count == 0)
        {
            fault("verification_info.test_cases", "there are none");
            return null;
        }

        var calls = cases.Any(c => RowReader.Text(c, "type") is "function_call" or "functional");
        var tests = new List<ProblemTest>();
        foreach (var (n, test) in cases.Index())
        {
            if ((calls ? Call(test) : Program(test)) is { } read)
            {
                tests.Add(read);
            }
            else
            {
                fault($"verification_info.test_cases[{n}]", "has no form as a C# test");
                return null;
            }
        }

        return new Problem
        {
            Id = RowReader.Text(row, "problem_id", "id", "task_id", "in_source_id") ?? "",
            Prompt = RowReader.Text(row, "problem_statement", "problem", "prompt", "question") ?? "",
            Mode = calls ? ProblemMode.Function : ProblemMode.Stdin,
            Tests = tests,
        };
    }

    private static ProblemTest? Program(JsonElement test) =>
        RowReader.Text(test, "output") is { } output
            ? new ProblemTest { Input = RowReader.Text(test, "input") ?? "", Expected = output }
            : null;

    private static ProblemTest? Call(JsonElement test) =>
        RowReader.Text(test, "fn_name") is { } name
        && RowReader.Structure(test, "input") is { ValueKind: JsonValueKind.Array } arguments
        && RowReader.Structure(test, "output") is { } expected
            ? FunctionCalls.Test(name, arguments.EnumerateArray(), expected)
            : null;
}
