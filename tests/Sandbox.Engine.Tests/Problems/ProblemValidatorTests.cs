using R1Code.Sandbox.Problems;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Problems;

public sealed class ProblemValidatorTests
{
    private static readonly Problem Sum = new()
    {
        Id = "sum",
        Tests = [new ProblemTest { Input = "1 2", Expected = "3" }],
    };

    public static TheoryData<string, Problem> Faulty =>
        new()
        {
            { "tests are empty", Sum with { Tests = [] } },
            { "id is empty", Sum with { Id = " " } },
            { "kind is 'math'", Sum with { Kind = "math" } },
            { "tests[0] has no expected", Sum with { Tests = [new ProblemTest { Input = "1" }] } },
            { "tests[0] has no call", Sum with { Mode = ProblemMode.Function } },
            {
                "tests[0] has no expected",
                Sum with
                {
                    Mode = ProblemMode.Script,
                    Tests = [new ProblemTest { Call = "F()" }],
                }
            },
            { "test_program is empty", Sum with { Mode = ProblemMode.Assertions, Tests = [] } },
            { "tests are not read", Sum with { Mode = ProblemMode.Assertions, TestProgram = "x" } },
            { "limits.wall_ms is 0", Sum with { Limits = new TestLimits { WallMs = 0 } } },
            { "limits.cpu_ms is -1", Sum with { Limits = new TestLimits { CpuMs = -1 } } },
            { "limits.memory_mb is 2147483647", Sum with { Limits = new TestLimits { MemoryMb = int.MaxValue } } },
            { "limits.output_kb is 0", Sum with { Limits = new TestLimits { OutputKb = 0 } } },
            { "checker.type is 'fuzzy'", Sum with { Checker = new CheckerSpec { Type = "fuzzy" } } },
            { "checker.abs_tolerance is NaN", Sum with { Checker = new CheckerSpec { AbsTolerance = double.NaN } } },
            {
                "checker.abs_tolerance is Infinity",
                Sum with
                {
                    Checker = new CheckerSpec { AbsTolerance = double.PositiveInfinity },
                }
            },
            { "checker.rel_tolerance is 2", Sum with { Checker = new CheckerSpec { RelTolerance = 2 } } },
            { "checker.source is empty", Sum with { Checker = new CheckerSpec { Type = "special" } } },
        };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Validate_NamesTheFault(string start, Problem problem)
    {
        var faults = ProblemValidator.Validate(problem, new SandboxOptions());

        Assert.Contains(faults, fault => fault.StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_FindsNothingInASoundProblem()
    {
        Assert.Empty(ProblemValidator.Validate(Sum, new SandboxOptions()));
    }

    [Fact]
    public void Validate_RefusesMoreTestsThanAllowed()
    {
        var many = Sum with { Tests = [.. Enumerable.Repeat(Sum.Tests[0], 6)] };

        Assert.Single(ProblemValidator.Validate(many, new SandboxOptions { MaxTests = 5 }));
    }
}
