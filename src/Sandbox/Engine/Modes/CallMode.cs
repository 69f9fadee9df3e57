using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Modes;

/// <summary>
/// Expressions over a submission, which is a set of declarations or a script. The expected values are evaluated apart,
/// without it.
/// </summary>
internal sealed class CallMode(CompileKind kind, ExpectedValues values) : IProblemMode
{
    /// <inheritdoc />
    public CompileRequest Compilation(Problem problem, string source) =>
        new()
        {
            Kind = kind,
            Sources = [new SourceFile(kind == CompileKind.ScriptCalls ? "submission.csx" : "submission.cs", source)],
            Calls = [.. problem.Tests.Select(test => test.Call!)],
            EntryPoint = problem.EntryPoint,
            LanguageVersion = problem.LanguageVersion,
            AllowUnsafe = problem.AllowUnsafe,
        };

    /// <inheritdoc />
    public async Task<TestPlan> PlanAsync(Problem problem, CompileReply reply, CancellationToken cancellationToken)
    {
        var expected = await values.EvaluateAsync(
            [.. problem.Tests.Select(test => test.Expected!)],
            problem,
            cancellationToken
        );
        return expected.Failure is { } failure
            ? TestPlan.Failed(failure)
            : TestPlan.Of(
                [.. problem.Tests.Select((_, i) => new TestInput([], i))],
                [.. expected.Values.Select(value => new ExpectedValue(ExpectedValues.ComparerFor(problem), value))]
            );
    }
}
