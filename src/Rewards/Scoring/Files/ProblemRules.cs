using System.Text.RegularExpressions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files;

/// <summary>
/// What a problem must fulfil beyond its JSON shape to be worth judging. Used for files and by the service; the sandbox has
/// its own last word, which is stricter only by its configured limits (a test holds that).
/// </summary>
public static partial class ProblemRules
{
    private const int MaxTests = 100_000;
    private const int MaxIdLength = 512;
    private const double MaxRelativeTolerance = 0.5;

    private static readonly string[] Checkers =
    [
        "lines",
        "exact",
        "tokens",
        "floats",
        "unordered",
        "ignore-case",
        "special",
    ];

    /// <summary>What is wrong, each with its key and a reason; empty for a sound problem.</summary>
    public static IEnumerable<(string Key, string Reason)> Faults(Problem problem) =>
        [.. General(problem), .. Judging(problem), .. Checker(problem), .. Limits(problem.Limits)];

    private static IEnumerable<(string, string)> General(Problem problem)
    {
        if (string.IsNullOrWhiteSpace(problem.Id) || problem.Id.Length > MaxIdLength)
        {
            yield return ("id", $"must have 1 to {MaxIdLength} characters");
        }

        if (!ProblemKinds.All.Contains(problem.Kind))
        {
            yield return ("kind", $"'{problem.Kind}' is unknown; known: {string.Join(", ", ProblemKinds.All)}");
        }

        if (problem.Kind == ProblemKinds.Math && string.IsNullOrWhiteSpace(problem.Answer))
        {
            yield return ("answer", "a math problem needs its gold answer here");
        }

        if (problem.EntryPoint is { } entry && !Identifier().IsMatch(entry))
        {
            yield return ("entry_point", $"'{entry}' is no C# name");
        }

        if (problem.LanguageVersion is { } version && !LanguageVersion().IsMatch(version))
        {
            yield return ("language_version", $"'{version}' is no C# version such as 13.0 or latest");
        }
    }

    private static IEnumerable<(string, string)> Judging(Problem problem)
    {
        if (problem.Mode == ProblemMode.Assertions)
        {
            if (problem.Kind == ProblemKinds.Code && string.IsNullOrWhiteSpace(problem.TestProgram))
            {
                yield return ("test_program", "mode assertions needs a test program");
            }

            if (problem.Kind == ProblemKinds.Code && problem.Tests.Count > 0)
            {
                yield return ("tests", "mode assertions has its tests in test_program");
            }

            yield break;
        }

        if (problem.Kind == ProblemKinds.Code && problem.Tests.Count == 0)
        {
            yield return ("tests", "a code problem needs at least one test");
        }

        if (problem.Tests.Count > MaxTests)
        {
            yield return ("tests", $"{problem.Tests.Count} tests are more than {MaxTests}");
        }

        for (var i = 0; i < problem.Tests.Count; i++)
        {
            foreach (var (key, reason) in TestFaults(problem, problem.Tests[i]))
            {
                yield return ($"tests[{i}].{key}", reason);
            }
        }
    }

    private static IEnumerable<(string, string)> TestFaults(Problem problem, ProblemTest test)
    {
        if (problem.Mode == ProblemMode.Stdin)
        {
            // A special judge may need nothing but the output.
            if (test.Expected is null && problem.Checker.Type != "special")
            {
                yield return ("expected", "missing");
            }

            if (test.Call is not null)
            {
                yield return ("call", "belongs to the modes function and script");
            }

            yield break;
        }

        if (string.IsNullOrWhiteSpace(test.Call))
        {
            yield return ("call", "missing");
        }

        if (string.IsNullOrWhiteSpace(test.Expected))
        {
            yield return ("expected", "missing");
        }

        if (test.Input is not null)
        {
            yield return ("input", "belongs to the mode stdin");
        }
    }

    private static IEnumerable<(string, string)> Checker(Problem problem)
    {
        var checker = problem.Checker;
        if (!Checkers.Contains(checker.Type, StringComparer.Ordinal))
        {
            yield return ("checker.type", $"'{checker.Type}' is unknown; known: {string.Join(", ", Checkers)}");
        }

        if (checker.Type == "special" && string.IsNullOrWhiteSpace(checker.Source))
        {
            yield return ("checker.source", "a special judge needs its C# source");
        }

        if (checker.Type == "special" && problem.Mode != ProblemMode.Stdin)
        {
            yield return ("checker.type", "a special judge belongs to the mode stdin");
        }

        if (checker.Type != "special" && checker.Source is not null)
        {
            yield return ("checker.source", $"belongs to the checker special, not {checker.Type}");
        }

        if (checker.AbsTolerance is { } absolute && !(absolute >= 0 && double.IsFinite(absolute)))
        {
            yield return ("checker.abs_tolerance", $"{absolute} is not 0 or more");
        }

        // Half of the value itself accepts nearly anything already.
        if (checker.RelTolerance is { } relative && !(relative is >= 0 and <= MaxRelativeTolerance))
        {
            yield return ("checker.rel_tolerance", $"{relative} is outside 0 to {MaxRelativeTolerance}");
        }
    }

    private static IEnumerable<(string, string)> Limits(TestLimits limits) =>
        LimitBounds
            .Faults(limits)
            .Select(f =>
            {
                var colon = f.IndexOf(':', StringComparison.Ordinal);
                return ($"limits.{f[..colon]}", f[(colon + 2)..]);
            });

    [GeneratedRegex(@"^@?[\p{L}_][\p{L}\p{Nd}_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(?:\d{1,2}(?:\.\d)?|latest|default|preview|latestMajor)$", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageVersion();
}
