using System.Text;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Judging.Checkers;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Modes;

/// <summary>A program that reads standard input and writes standard output.</summary>
internal sealed class StdinMode : IProblemMode
{
    /// <inheritdoc />
    public CompileRequest Compilation(Problem problem, string source) =>
        new()
        {
            Kind = CompileKind.Program,
            Sources = [new SourceFile("submission.cs", source)],
            LanguageVersion = problem.LanguageVersion,
            AllowUnsafe = problem.AllowUnsafe,
        };

    /// <inheritdoc />
    public Task<TestPlan> PlanAsync(Problem problem, CompileReply reply, CancellationToken cancellationToken)
    {
        var inputs = problem.Tests.Select(test => new TestInput(Encoding.UTF8.GetBytes(test.Input ?? ""), -1));
        return Task.FromResult(TestPlan.Of([.. inputs], [.. problem.Tests.Select(Expectation)]));

        Expectation Expectation(ProblemTest test) =>
            problem.Checker.Type == CheckerTable.Special
                ? new AnyText()
                : new ExpectedText(CheckerTable.For(problem.Checker), test.Expected!);
    }
}
