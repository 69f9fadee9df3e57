using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox;

/// <summary>Puts verdicts together from a compilation and the tests.</summary>
internal static class Verdicts
{
    /// <summary>The status of a compilation that gave no assembly.</summary>
    public static VerdictStatus StatusOf(CompileOutcome compiled) =>
        compiled switch
        {
            { IsOverLimit: true } => VerdictStatus.CompileTimeout,
            { Reply.End: CompileEnd.Failed } => VerdictStatus.CompileError,
            { Reply.End: CompileEnd.Refused } => VerdictStatus.Rejected,
            _ => VerdictStatus.SandboxFailure,
        };

    /// <summary>What to say of a compilation that gave no assembly, beside its diagnostics.</summary>
    public static string? MessageOf(CompileOutcome compiled) =>
        compiled.Reply?.End switch
        {
            CompileEnd.BadProblem => "the problem's own part does not compile: "
                + string.Join('\n', compiled.Reply.Diagnostics),
            CompileEnd.Refused => string.Join('\n', compiled.Reply.Diagnostics),
            _ => compiled.Message,
        };

    /// <summary>The verdict on a submission that gave no assembly.</summary>
    public static Verdict NotCompiled(CompileOutcome compiled, int total) =>
        new()
        {
            Status = StatusOf(compiled),
            Total = total,
            CompileMs = compiled.Milliseconds,
            Diagnostics = compiled.Reply?.Diagnostics ?? [],
            Message = MessageOf(compiled),
        };

    /// <summary>The verdict on a submission whose tests were run.</summary>
    public static Verdict Of(
        CompileOutcome compiled,
        int total,
        IReadOnlyList<TestVerdict> tests,
        bool stopAtFirstFailure
    )
    {
        var shown = tests;
        if (stopAtFirstFailure)
        {
            var failed = tests.TakeWhile(test => test.Status == VerdictStatus.Accepted).Count();
            shown = [.. tests.Take(failed + 1)];
        }

        return new Verdict
        {
            Status = VerdictStatuses.Total(shown.Select(test => test.Status)),
            Passed = shown.Count(test => test.Status == VerdictStatus.Accepted),
            Total = total,
            CompileMs = compiled.Milliseconds,
            Diagnostics = compiled.Reply!.Diagnostics,
            Tests = shown,
            Message = shown.FirstOrDefault(test => test.Status == VerdictStatus.SandboxFailure)?.Message,
        };
    }
}
