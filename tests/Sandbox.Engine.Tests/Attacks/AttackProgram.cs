using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using R1Code.Sandbox.Engine.Tests.Verdicts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Attacks;

/// <summary>A program of <c>tests/Corpus/Attacks</c>: its text with all shorthand written out, and the verdicts it may get.</summary>
public sealed partial record AttackProgram(string Source, Problem Problem, IReadOnlyList<VerdictStatus> Allowed)
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(CorpusProgram.Root, "..", "Attacks"));

    /// <summary>The problem that every attack pretends to solve.</summary>
    public static Problem SumOf(ProblemMode mode, TestLimits limits) =>
        new()
        {
            Id = "sum",
            Mode = mode,
            Limits = limits,
            Tests =
                mode == ProblemMode.Stdin
                    ?
                    [
                        new ProblemTest { Input = "1 2\n", Expected = "3\n" },
                        new ProblemTest { Input = "20 22\n", Expected = "42\n" },
                    ]
                    :
                    [
                        new ProblemTest { Call = "Solution.Solve(1, 2)", Expected = "3" },
                        new ProblemTest { Call = "Solution.Solve(20, 22)", Expected = "42" },
                    ],
        };

    public static AttackProgram Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Root, name));
        var allowed = Field(text, "verdict")!.Split('|').Select(word => Enum.Parse<VerdictStatus>(word.Trim()));
        var mode = Enum.Parse<ProblemMode>(Field(text, "mode")!, ignoreCase: true);
        return new AttackProgram(WrittenOut(text), SumOf(mode, Limits(Field(text, "limits"))), [.. allowed]);
    }

    private static string? Field(string text, string name) =>
        Regex.Match(text, $"^// {name}: (?<value>.*?)\r?$", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
            is { Success: true } match
            ? match.Groups["value"].Value.Trim()
            : null;

    private static TestLimits Limits(string? field)
    {
        // CPU time ends what loops; wall-clock time only what sleeps, so that a busy machine changes no verdict.
        var limits = new TestLimits
        {
            WallMs = 10_000,
            CpuMs = 2000,
            MemoryMb = 128,
        };
        foreach (var pair in field?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var value = int.Parse(pair.Split('=')[1], CultureInfo.InvariantCulture);
            limits = pair.Split('=')[0] switch
            {
                "wall_ms" => limits with { WallMs = value },
                "cpu_ms" => limits with { CpuMs = value },
                "memory_mb" => limits with { MemoryMb = value },
                "output_kb" => limits with { OutputKb = value },
                var name => throw new InvalidDataException($"unknown limit {name}"),
            };
        }

        return limits;
    }

    private static string WrittenOut(string text)
    {
        text = Repeated()
            .Replace(
                text,
                match =>
                    new StringBuilder()
                        .Insert(
                            0,
                            match.Groups["text"].Value,
                            int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)
                        )
                        .ToString()
            );
        text = Cases()
            .Replace(
                text,
                match =>
                    string.Concat(
                        Enumerable
                            .Range(0, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))
                            .Select(i => $"case {i}: return {i};\n")
                    )
            );
        return text.Replace("@BYTES", "\0\u001b\ud800", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"@\{(?<count>\d+)\|(?<text>.*?)\}@", RegexOptions.Singleline, 5000)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"@CASES\((?<count>\d+)\)", RegexOptions.None, 5000)]
    private static partial Regex Cases();
}
