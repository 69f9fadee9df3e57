using System.Globalization;
using System.Text;
using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Judging;

/// <summary>
/// Runs a problem author's own judge: a C# program in a box that never runs submissions, fresh for every test. It finds
/// <c>input.txt</c>, <c>output.txt</c> and <c>expected.txt</c> in its working directory and gets these names as its
/// arguments. Exit code 0 accepts, 1 refuses; what it prints is the reason. Anything else is the judge's fault and
/// never the submission's.
/// </summary>
internal sealed class SpecialJudge(CompileService compiler, SpecialChecks checks)
{
    private const int KeptReason = 500;

    /// <summary>Judges one test's output.</summary>
    public async Task<Finding> CheckAsync(
        Problem problem,
        ProblemTest test,
        byte[] output,
        CancellationToken cancellationToken
    )
    {
        var compiled = await compiler.CompileAsync(
            new CompileRequest
            {
                Kind = CompileKind.Program,
                Sources = [new SourceFile("judge.cs", problem.Checker.Source!)],
                LanguageVersion = problem.LanguageVersion,
                AllowUnsafe = problem.AllowUnsafe,
            },
            deadline: null,
            cancellationToken
        );
        if (compiled.Reply is not { End: CompileEnd.Compiled } reply)
        {
            var reasons = compiled.Reply is null ? compiled.Message : string.Join('\n', compiled.Reply.Diagnostics);
            return Finding.Failure($"the problem's special judge does not compile: {reasons}");
        }

        var run = await checks.RunAsync(
            reply,
            [
                new DataFile("input.txt", Encoding.UTF8.GetBytes(test.Input ?? "")),
                new DataFile("output.txt", output),
                new DataFile("expected.txt", Encoding.UTF8.GetBytes(test.Expected ?? "")),
            ],
            cancellationToken
        );
        return run.IsSuccess ? Read(run.Reports[0]) : Finding.Failure(run.Failure);
    }

    private static Finding Read(TestReport report)
    {
        var said = Text.Start(report.Stdout, KeptReason) ?? Text.Start(report.Stderr, KeptReason);
        return report switch
        {
            { End: TestEnd.Exited, ExitCode: 0 } => Finding.Accepted,
            { End: TestEnd.Exited, ExitCode: 1 } => Finding.Wrong(said?.Trim() ?? "the special judge refused it"),
            _ => Finding.Failure(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the problem's special judge broke: {report.End}, exit code {report.ExitCode}: {said}"
                )
            ),
        };
    }
}
