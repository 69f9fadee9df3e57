using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Judging.Values;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Modes;

/// <summary>
/// A test program whose assertions the compiler has rewritten into calls. Where an assertion compared two values, the
/// expected one is evaluated apart; where it could not be split, the whole condition is the call and must be true.
/// </summary>
internal sealed class AssertionsMode(ExpectedValues values) : IProblemMode
{
    /// <inheritdoc />
    public CompileRequest Compilation(Problem problem, string source) =>
        new()
        {
            Kind = CompileKind.Assertions,
            Sources = [new SourceFile("submission.cs", source)],
            TestProgram = problem.TestProgram,
            EntryPoint = problem.EntryPoint,
            LanguageVersion = problem.LanguageVersion,
            AllowUnsafe = problem.AllowUnsafe,
        };

    /// <inheritdoc />
    public async Task<TestPlan> PlanAsync(Problem problem, CompileReply reply, CancellationToken cancellationToken)
    {
        if (reply.Assertions.Count == 0)
        {
            return TestPlan.Failed("test_program asserts nothing: nothing could be shown by running it");
        }

        var split = reply.Assertions.Where(assertion => assertion.ExpectedExpression is not null).ToList();
        var expected = await values.EvaluateAsync(
            [.. split.Select(assertion => assertion.ExpectedExpression!)],
            problem,
            cancellationToken
        );
        if (expected.Failure is { } failure)
        {
            return TestPlan.Failed(failure);
        }

        var comparer = ExpectedValues.ComparerFor(problem);
        var next = 0;
        return TestPlan.Of(
            [.. reply.Assertions.Select(assertion => new TestInput([], assertion.ActualCall))],
            [
                .. reply.Assertions.Select(assertion => new ExpectedValue(
                    comparer,
                    assertion.ExpectedExpression is null ? new CanonicalValue.Bool(true) : expected.Values[next++]
                )),
            ]
        );
    }
}
