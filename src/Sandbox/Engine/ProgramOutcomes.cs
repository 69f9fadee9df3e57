using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox;

/// <summary>Turns a raw run into what a box is asked, and what happened into its outcome.</summary>
internal static class ProgramOutcomes
{
    /// <summary>What the runner box gets.</summary>
    public static RunRequest Request(ProgramRun run, CompileReply reply) =>
        new()
        {
            Assembly = reply.Assembly,
            Entry = reply.Entry,
            Tests = [new TestInput(run.Stdin, -1)],
            Limits = run.Limits,
            Args = run.Args,
            Files = run.Files,
            FetchFiles = run.FetchFiles,
        };

    /// <summary>The sandbox failed.</summary>
    public static ProgramOutcome Failed(string message) =>
        new() { Status = VerdictStatus.SandboxFailure, Message = message };

    /// <summary>There was nothing to run.</summary>
    public static ProgramOutcome NotCompiled(CompileOutcome compiled) =>
        new()
        {
            Status = Verdicts.StatusOf(compiled),
            CompileMs = compiled.Milliseconds,
            Diagnostics = compiled.Reply?.Diagnostics ?? [],
            Message = Verdicts.MessageOf(compiled),
        };

    /// <summary>What the run did.</summary>
    public static ProgramOutcome Of(CompileOutcome compiled, RunOutcome ran, Judge judge)
    {
        if (!ran.IsSuccess)
        {
            return Failed(ran.Failure) with { CompileMs = compiled.Milliseconds };
        }

        var report = ran.Reports[0];
        var verdict = judge.Decide(report, EntryKind.Main, new AnyText());
        return new ProgramOutcome
        {
            Status = verdict.Status,
            CompileMs = compiled.Milliseconds,
            Diagnostics = compiled.Reply!.Diagnostics,
            Stdout = report.Stdout,
            Stderr = report.Stderr,
            ExitCode = verdict.ExitCode,
            Signal = verdict.Signal,
            WallMs = verdict.WallMs,
            CpuMs = verdict.CpuMs,
            MemoryBytes = verdict.MemoryBytes,
            Files = ran.Done.Files,
            Message = verdict.Message,
        };
    }
}
