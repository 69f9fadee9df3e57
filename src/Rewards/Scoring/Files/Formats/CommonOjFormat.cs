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

            if (FileOf(input, "stdin", $"test[{n}].input") is { } laid)
            {
                fault(laid, "is a file; only the service's /submit judges tests with files");
                return null;
            }

            if (FileOf(output, "stdout", $"test[{n}].output") is { } written)
            {
                fault(written, "is a file; only the service's /submit judges tests with files");
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

    // Every name but the stream's own is a file's.
    private static string? FileOf(JsonElement? side, string stream, string path) =>
        side is { ValueKind: JsonValueKind.Object } fields
        && fields.EnumerateObject().Select(f => f.Name).FirstOrDefault(n => n != stream) is { } name
            ? $"{path}.{name}"
            : null;
}
