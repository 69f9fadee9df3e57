using System.Text;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>Our facts in SandboxFusion's shape.</summary>
internal static class FusionAnswers
{
    public static RunCodeResponse Of(ProgramOutcome outcome)
    {
        var words = ForeignVerdicts.Of(outcome.Status);
        return new RunCodeResponse
        {
            Status = words.Fusion,
            Message = outcome.Status == VerdictStatus.SandboxFailure ? outcome.Message ?? "" : "",
            CompileResult = Compile(words, outcome.CompileMs, outcome.Diagnostics, outcome.Message),
            RunResult = words.Run is { } run
                ? new CommandRunResult
                {
                    Status = run.Status,
                    ExecutionTime = outcome.WallMs / 1000,
                    ReturnCode = ReturnCode(run, outcome.ExitCode, outcome.Signal),
                    Stdout = Encoding.UTF8.GetString(outcome.Stdout),
                    Stderr = Encoding.UTF8.GetString(outcome.Stderr),
                }
                : null,
            Files = Files(outcome.Files),
        };
    }

    /// <summary>One test of a judged submission; a submission that never ran has one answer for every test.</summary>
    public static RunCodeResponse Of(Verdict verdict, TestVerdict? test, IReadOnlyList<DataFile> files)
    {
        var status = test?.Status ?? verdict.Status;
        var words = ForeignVerdicts.Of(status);
        return new RunCodeResponse
        {
            Status = words.Fusion,
            Message = status == VerdictStatus.SandboxFailure ? test?.Message ?? verdict.Message ?? "" : "",
            CompileResult = Compile(words, verdict.CompileMs, verdict.Diagnostics, verdict.Message),
            RunResult = words.Run is { } run
                ? new CommandRunResult
                {
                    Status = run.Status,
                    ExecutionTime = test?.WallMs / 1000,
                    ReturnCode = ReturnCode(run, test?.ExitCode, test?.Signal),
                    Stdout = test?.Output ?? "",

                    // For a wrong answer the message is the checker's reason; a client expects the program's words here.
                    Stderr = status == VerdictStatus.WrongAnswer ? "" : test?.Message ?? "",
                }
                : null,
            Files = Files(files),
        };
    }

    private static Dictionary<string, string> Files(IEnumerable<DataFile> files) =>
        files.ToDictionary(f => f.Name, f => Convert.ToBase64String(f.Content), StringComparer.Ordinal);

    private static CommandRunResult? Compile(
        ForeignWords words,
        double compileMs,
        IReadOnlyList<string> diagnostics,
        string? message
    ) =>
        words.Compile is not { } compile
            ? null
            : new CommandRunResult
            {
                Status = compile.Status,
                ExecutionTime = compileMs / 1000,
                ReturnCode = compile.Code,
                Stderr = compile.Code == 0 ? "" : string.Join('\n', diagnostics.DefaultIfEmpty(message ?? "")),
            };

    private static int? ReturnCode(CommandWords run, int? exitCode, int? signal)
    {
        if (run.Status != ForeignVerdicts.Finished || run.Code == 0)
        {
            return run.Code;
        }

        // A program that exits with 0 and still failed must not look as if it had succeeded.
        return exitCode is { } code and not 0 ? code
            : signal is { } number ? 128 + number
            : run.Code;
    }
}
