using R1Code.Rewards.Files;
using R1Code.Sandbox;
using R1Code.Sandbox.Problems;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Layers;

/// <summary>
/// A problem that files and the service take is one that the sandbox judges: the two sets of rules, which do not know each
/// other, say the same, but for limits that a sandbox is configured with.
/// </summary>
public sealed class ProblemRulesTests
{
    private static readonly Problem Sound = new()
    {
        Id = "p",
        Tests = [new ProblemTest { Input = "", Expected = "1" }],
    };

    private static readonly ProblemTest Call = new() { Call = "F()", Expected = "1" };

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, (Problem Problem, bool IsSound)> Cases =>
        new()
        {
            ["sound"] = (Sound, true),
            ["no id"] = (Sound with { Id = " " }, false),
            ["no tests"] = (Sound with { Tests = [] }, false),
            ["no expected output"] = (Sound with { Tests = [new ProblemTest { Input = "" }] }, false),
            ["special judge without expected output"] = (
                Sound with
                {
                    Tests = [new ProblemTest { Input = "" }],
                    Checker = new CheckerSpec { Type = "special", Source = "return 0;" },
                },
                true
            ),
            ["special judge without source"] = (Sound with { Checker = new CheckerSpec { Type = "special" } }, false),
            ["special judge of a function"] = (
                Sound with
                {
                    Mode = ProblemMode.Function,
                    Tests = [Call],
                    Checker = new CheckerSpec { Type = "special", Source = "return 0;" },
                },
                false
            ),
            ["function"] = (Sound with { Mode = ProblemMode.Function, Tests = [Call] }, true),
            ["function without call"] = (
                Sound with
                {
                    Mode = ProblemMode.Function,
                    Tests = [new ProblemTest { Expected = "1" }],
                },
                false
            ),
            ["function without expected value"] = (
                Sound with
                {
                    Mode = ProblemMode.Script,
                    Tests = [new ProblemTest { Call = "F()" }],
                },
                false
            ),
            ["assertions"] = (
                Sound with
                {
                    Mode = ProblemMode.Assertions,
                    Tests = [],
                    TestProgram = "class P { static void Main() { } }",
                },
                true
            ),
            ["assertions without program"] = (Sound with { Mode = ProblemMode.Assertions, Tests = [] }, false),
            ["assertions with tests"] = (
                Sound with
                {
                    Mode = ProblemMode.Assertions,
                    TestProgram = "class P { static void Main() { } }",
                },
                false
            ),
            ["unknown checker"] = (Sound with { Checker = new CheckerSpec { Type = "fuzzy" } }, false),
            ["wide absolute tolerance"] = (Floats(absolute: 100), true),
            ["negative absolute tolerance"] = (Floats(absolute: -1), false),
            ["absolute tolerance that is no number"] = (Floats(absolute: double.NaN), false),
            ["widest relative tolerance"] = (Floats(relative: 0.5), true),
            ["too wide a relative tolerance"] = (Floats(relative: 0.51), false),
            ["no time"] = (Sound with { Limits = new TestLimits { WallMs = 9 } }, false),
            ["least time"] = (
                Sound with
                {
                    Limits = new TestLimits { WallMs = 10, CpuMs = 10 },
                },
                true
            ),
            ["no memory"] = (Sound with { Limits = new TestLimits { MemoryMb = 15 } }, false),
            ["no output"] = (Sound with { Limits = new TestLimits { OutputKb = 0 } }, false),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Problem_IsSoundForBothOrNeither(string name)
    {
        var (problem, isSound) = Cases[name];

        Assert.Equal(isSound, !ProblemRules.Faults(problem).Any());
        Assert.Equal(isSound, ProblemValidator.Validate(problem, new SandboxOptions()).Count == 0);
    }

    private static Problem Floats(double? absolute = null, double? relative = null) =>
        Sound with
        {
            Checker = new CheckerSpec
            {
                Type = "floats",
                AbsTolerance = absolute,
                RelTolerance = relative,
            },
        };
}
