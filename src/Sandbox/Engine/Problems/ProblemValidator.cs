using System.Globalization;
using R1Code.Sandbox.Judging.Checkers;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Problems;

/// <summary>
/// Says what is wrong with a problem before anything is compiled: a problem without tests would accept everything, and
/// limits out of bounds are loopholes or traps.
/// </summary>
public static class ProblemValidator
{
    private const int MinTimeMs = 10;
    private const int MinMemoryMb = 16;

    // A wider tolerance accepts answers that are no answers.
    private const double MaxRelativeTolerance = 0.5;

    /// <summary>Every fault in words, naming the field and the bound; empty when the problem can be judged.</summary>
    public static IReadOnlyList<string> Validate(Problem problem, SandboxOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(problem.Id))
        {
            faults.Add("id is empty");
        }

        if (problem.Kind != "code")
        {
            faults.Add($"kind is '{problem.Kind}': only problems of kind 'code' are judged by running them");
        }

        AddTestFaults(problem, options, faults);
        AddLimitFaults(problem.Limits, options, faults);
        AddCheckerFaults(problem, faults);
        return faults;
    }

    /// <summary>Every fault of some limits; empty when they are within the sandbox's bounds.</summary>
    public static IReadOnlyList<string> Validate(TestLimits limits, SandboxOptions options)
    {
        List<string> faults = [];
        AddLimitFaults(limits, options, faults);
        return faults;
    }

    private static void AddTestFaults(Problem problem, SandboxOptions options, List<string> faults)
    {
        if (problem.Mode == ProblemMode.Assertions)
        {
            if (string.IsNullOrWhiteSpace(problem.TestProgram))
            {
                faults.Add("test_program is empty: mode 'assertions' has its tests there");
            }

            if (problem.Tests.Count > 0)
            {
                faults.Add("tests are not read in mode 'assertions': they are in test_program");
            }

            return;
        }

        if (problem.Tests.Count == 0)
        {
            faults.Add("tests are empty: nothing could be shown by running it");
        }

        if (problem.Tests.Count > options.MaxTests)
        {
            faults.Add(Say($"tests are {problem.Tests.Count}; at most {options.MaxTests} are allowed"));
        }

        for (var i = 0; i < problem.Tests.Count; i++)
        {
            if (MissingField(problem, problem.Tests[i]) is { } field)
            {
                faults.Add(Say($"tests[{i}] has no {field}, which mode '{Mode(problem)}' needs"));
            }
        }
    }

    private static string? MissingField(Problem problem, ProblemTest test) =>
        problem.Mode switch
        {
            ProblemMode.Stdin when test.Expected is null && problem.Checker.Type != CheckerTable.Special => "expected",
            ProblemMode.Stdin => null,
            _ when string.IsNullOrWhiteSpace(test.Call) => "call",
            _ when string.IsNullOrWhiteSpace(test.Expected) => "expected",
            _ => null,
        };

    private static void AddLimitFaults(TestLimits limits, SandboxOptions options, List<string> faults)
    {
        Check("limits.wall_ms", limits.WallMs, MinTimeMs, options.MaxTimeMs);
        Check("limits.cpu_ms", limits.CpuMs, MinTimeMs, options.MaxTimeMs);
        Check("limits.memory_mb", limits.MemoryMb, MinMemoryMb, options.MaxMemoryMb);
        Check("limits.output_kb", limits.OutputKb, 1, options.MaxOutputKb);

        void Check(string name, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add(Say($"{name} is {value}; it must be {least} to {most}"));
            }
        }
    }

    private static void AddCheckerFaults(Problem problem, List<string> faults)
    {
        var checker = problem.Checker;
        if (!CheckerTable.Names.Contains(checker.Type))
        {
            faults.Add($"checker.type is '{checker.Type}'; it must be one of {string.Join(", ", CheckerTable.Names)}");
        }

        if (checker.AbsTolerance is { } absolute && !(absolute >= 0 && double.IsFinite(absolute)))
        {
            faults.Add(Say($"checker.abs_tolerance is {absolute}; it must be 0 or more"));
        }

        if (checker.RelTolerance is { } relative && !(relative is >= 0 and <= MaxRelativeTolerance))
        {
            faults.Add(Say($"checker.rel_tolerance is {relative}; it must be 0 to {MaxRelativeTolerance}"));
        }

        if (checker.Type != CheckerTable.Special)
        {
            return;
        }

        if (problem.Mode != ProblemMode.Stdin)
        {
            faults.Add($"checker.type is 'special', which only mode 'stdin' has; the mode is '{Mode(problem)}'");
        }

        if (string.IsNullOrWhiteSpace(checker.Source))
        {
            faults.Add("checker.source is empty: a special judge is a C# program");
        }
    }

    private static string Mode(Problem problem) => problem.Mode.ToString().ToLowerInvariant();

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
