using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>SandboxFusion's CommonOJ: <c>id, content, test [{input {stdin}, output {stdout}}]</c>.</summary>
internal sealed class CommonOjFormat : IProblemFormat
{
    public string Name => "CommonOJ";

    public bool Matches(JsonElement row) =>
        RowReader.Elements(RowReader.Structure(row, "test")).FirstOrDefault()
            is { ValueKind: JsonValueKind.Object } first
        && RowReader.Structure(first, "input") is { ValueKind: JsonValueKind.Object };

    public Problem? Read(JsonElement row, Action<string?, string> fault)
    {
        var tests = new List<ProblemTest>();
        foreach (var (n, test) in RowReader.Elements(RowReader.Structure(row, "test")).Index())
        {
            var input = RowReader.Structure(test, "input");
            var output = RowReader.Structure(test, "output");
            if (output is not { } o || RowReader.Text(o, "stdout") is not { } expected)
            {
                fault($"test[{n}].output.stdout", "missing");
                return null;
            }

            tests.Add(
                new ProblemTest
                {
                    Input = (input is { } i ? RowReader.Text(i, "stdin") : null) ?? "",
                    Expected = expected,
                }
            );
        }

        return new Problem
        {
            Id = RowReader.Text(row, "id") ?? "",
            Prompt = RowReader.Text(row, "content", "prompt") ?? "",
            Tests = tests,
        };
    }
}
