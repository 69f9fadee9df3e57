using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Auditing;

/// <summary>
/// A folder of programs with golden verdicts, in the form that <c>tests/Corpus/README.md</c> describes: ordinary
/// <c>Programs</c>, hostile <c>Attacks</c>, and <c>Verdicts</c> with problems of their own.
/// </summary>
public sealed partial class GoldenCorpus(string root)
{
    /// <summary>The folder of ordinary programs.</summary>
    public const string Programs = "Programs";

    /// <summary>The folder of hostile programs.</summary>
    public const string Attacks = "Attacks";

    /// <summary>The folder of programs with problems of their own, a folder for each status.</summary>
    public const string Verdicts = "Verdicts";

    // CPU time ends what loops, wall-clock time only what sleeps, so that a busy machine changes no verdict.
    private static readonly TestLimits ProgramLimits = new() { WallMs = 30_000 };
    private static readonly TestLimits AttackLimits = new()
    {
        WallMs = 10_000,
        CpuMs = 2000,
        MemoryMb = 128,
    };

    /// <summary>Paths of the programs of one folder, below the corpus and in order.</summary>
    public IReadOnlyList<string> Names(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Every program of one folder, in order.</summary>
    public IReadOnlyList<GoldenProgram> Read(string folder) => [.. Names(folder).Select(ReadOne)];

    /// <summary>One program.</summary>
    /// <exception cref="InvalidDataException">Its head does not have the form that its folder asks for.</exception>
    public GoldenProgram ReadOne(string name)
    {
        var text = File.ReadAllText(Path.Combine(root, name));
        try
        {
            return name.Split('/', '\\')[0] switch
            {
                Programs => Program(name, text),
                Attacks => Attack(name, text),
                _ => WithProblem(name, text),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException)
        {
            throw new InvalidDataException($"{Path.Combine(root, name)}: {e.Message}", e);
        }
    }

    /// <summary>The problem that every attack pretends to solve: the sum of two integers.</summary>
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

    private GoldenProgram Program(string name, string text)
    {
        var exit = int.Parse(Field(text, "exit") ?? "0", CultureInfo.InvariantCulture);
        var ends = exit == 0 ? VerdictStatus.Accepted : VerdictStatus.RuntimeError;
        return new GoldenProgram
        {
            Name = name,
            Source = text,
            ExitCode = exit,
            Allowed = Field(text, "verdict") is { } words ? Statuses(words) : [ends],
            Problem = new Problem
            {
                Id = name,
                Limits = Limits(ProgramLimits, Field(text, "limits")),
                Checker = new CheckerSpec { Type = "exact" },
                Tests = [new ProblemTest { Input = Beside(name, ".in") ?? "", Expected = Beside(name, ".out") ?? "" }],
            },
        };
    }

    private static GoldenProgram Attack(string name, string text)
    {
        var limits = Limits(AttackLimits, Field(text, "limits"));
        return new GoldenProgram
        {
            Name = name,
            Source = Shorthand.WrittenOut(text),
            Allowed = Statuses(Needed(text, "verdict")),
            Problem = ProblemOf(name, text) is { } own
                ? own with
                {
                    Limits = limits,
                }
                : SumOf(Enum.Parse<ProblemMode>(Needed(text, "mode"), ignoreCase: true), limits),
        };
    }

    private static GoldenProgram WithProblem(string name, string text) =>
        new()
        {
            Name = name,
            Source = text,
            Allowed = Statuses(Path.GetFileName(Path.GetDirectoryName(name)!)),
            Problem = ProblemOf(name, text) ?? throw new FormatException("there is no line '// problem: …'"),
        };

    private static Problem? ProblemOf(string name, string text)
    {
        var json = string.Concat(ProblemLine().Matches(text).Select(line => line.Groups["json"].Value));
        return json.Length == 0
            ? null
            : JsonSerializer.Deserialize<Problem>(
                string.Concat("{\"id\":", JsonSerializer.Serialize(name), ",", json.AsSpan(1)),
                R1Json.Strict
            );
    }

    private string? Beside(string name, string extension)
    {
        var path = Path.ChangeExtension(Path.Combine(root, name), extension);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static VerdictStatus[] Statuses(string words) =>
        [.. words.Split('|').Select(word => Enum.Parse<VerdictStatus>(word.Trim()))];

    private static string Needed(string text, string name) =>
        Field(text, name) ?? throw new FormatException($"there is no line '// {name}: …'");

    private static string? Field(string text, string name) =>
        Head().Matches(text).FirstOrDefault(line => line.Groups["name"].Value == name)?.Groups["value"].Value.Trim();

    private static TestLimits Limits(TestLimits limits, string? field)
    {
        foreach (var pair in field?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var value = int.Parse(pair.AsSpan(pair.IndexOf('=') + 1), CultureInfo.InvariantCulture);
            limits = pair.Split('=')[0] switch
            {
                "wall_ms" => limits with { WallMs = value },
                "cpu_ms" => limits with { CpuMs = value },
                "memory_mb" => limits with { MemoryMb = value },
                "output_kb" => limits with { OutputKb = value },
                var name => throw new FormatException($"there is no limit '{name}'"),
            };
        }

        return limits;
    }

    [GeneratedRegex("^// (?<name>[a-z]+): (?<value>[^\r\n]*)", RegexOptions.Multiline, 5000)]
    private static partial Regex Head();

    [GeneratedRegex("^// problem: (?<json>[^\r\n]*)", RegexOptions.Multiline, 5000)]
    private static partial Regex ProblemLine();
}
