using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>
/// open-r1's Codeforces set: <c>official_tests, time_limit</c> (seconds), <c>memory_limit</c> (MB), and where several outputs
/// are right a <c>generated_checker</c> in Python. That checker is not run; <c>metadata.needs_checker</c> marks such a problem.
/// </summary>
internal sealed class CodeforcesFormat : IProblemFormat
{
    // C# starts slower than the languages the limits were made for.
    private const double TimeAllowance = 2;

    public string Name => "open-r1 Codeforces";

    public bool Matches(JsonElement row) => RowReader.Field(row, "official_tests") is not null;

    public Problem? Read(JsonElement row, Action<string?, string> fault)
    {
        var tests = Pairs(RowReader.Structure(row, "official_tests"));
        if (tests.Count == 0)
        {
            tests = Pairs(RowReader.Structure(row, "examples"));
        }

        if (tests.Count == 0)
        {
            fault("official_tests", "there are none, and no examples either");
            return null;
        }

        var wall = (int)Math.Clamp((RowReader.Number(row, "time_limit") ?? 5) * 1000 * TimeAllowance, 1_000, 600_000);
        return new Problem
        {
            Id = RowReader.Text(row, "id", "problem_id") ?? "",
            Prompt = Prompt(row),
            Tests = tests,
            Checker = new CheckerSpec { Type = "tokens" },
            Limits = new TestLimits
            {
                WallMs = wall,
                CpuMs = wall,
                MemoryMb = (int)Math.Clamp(RowReader.Number(row, "memory_limit") ?? 256, 64, 16_384),
            },
            Metadata = RowReader.Text(row, "generated_checker") is { Length: > 0 }
                ? JsonSerializer.SerializeToElement(new Dictionary<string, bool> { ["needs_checker"] = true })
                : null,
        };
    }

    private static List<ProblemTest> Pairs(JsonElement? list) =>
        [
            .. RowReader
                .Elements(list)
                .Where(t => RowReader.Text(t, "output") is not null)
                .Select(t => new ProblemTest
                {
                    Input = RowReader.Text(t, "input") ?? "",
                    Expected = RowReader.Text(t, "output"),
                }),
        ];

    private static string Prompt(JsonElement row)
    {
        if (RowReader.Text(row, "prompt") is { Length: > 0 } ready)
        {
            return ready;
        }

        var prompt = new StringBuilder();
        Add(null, RowReader.Text(row, "title"));
        Add(null, RowReader.Text(row, "description"));
        Add("Input", RowReader.Text(row, "input_format"));
        Add("Output", RowReader.Text(row, "output_format"));
        foreach (var example in Pairs(RowReader.Structure(row, "examples")))
        {
            Add("Example input", example.Input);
            Add("Example output", example.Expected);
        }

        Add("Note", RowReader.Text(row, "note"));
        return prompt.ToString();

        void Add(string? heading, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                prompt
                    .Append(prompt.Length > 0 ? "\n\n" : "")
                    .Append(heading is null ? "" : heading + "\n")
                    .Append(text.Trim());
            }
        }
    }
}
