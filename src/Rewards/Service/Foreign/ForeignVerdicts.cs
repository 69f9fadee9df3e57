using System.Globalization;
using System.Text;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>What each foreign protocol calls our verdicts: one table, read by every protocol and printed by the documentation.</summary>
public static class ForeignVerdicts
{
    internal const string Success = "Success";
    internal const string Failed = "Failed";
    internal const string SandboxError = "SandboxError";
    internal const string Finished = "Finished";
    internal const string TimeLimitExceeded = "TimeLimitExceeded";

    // 137 and 153 are what a shell reports for SIGKILL (out of memory) and SIGXFSZ (too much output).
    private static readonly Dictionary<VerdictStatus, ForeignWords> Table = new()
    {
        [VerdictStatus.Accepted] = new(Success, new(Finished, 0), new(Finished, 0), new(null, 0, null), true, "", true),
        [VerdictStatus.WrongAnswer] = new(
            Success,
            new(Finished, 0),
            new(Finished, 0),
            new(null, 0, null),
            true,
            "",
            -2
        ),
        [VerdictStatus.NoCode] = new(Failed, new(Finished, 1), null, new("RE", 1, null), false, "", -4),
        [VerdictStatus.Rejected] = new(Failed, new(Finished, 1), null, new("RE", 1, null), false, "", -4),
        [VerdictStatus.CompileError] = new(Failed, new(Finished, 1), null, new("RE", 1, null), false, "", -4),
        [VerdictStatus.CompileTimeout] = new(
            Failed,
            new(TimeLimitExceeded, null),
            null,
            new("TO", null, 9),
            false,
            "",
            -4
        ),
        [VerdictStatus.RuntimeError] = new(
            Failed,
            new(Finished, 0),
            new(Finished, 1),
            new("RE", 1, null),
            false,
            "",
            -4
        ),
        [VerdictStatus.TimeLimit] = new(
            Failed,
            new(Finished, 0),
            new(TimeLimitExceeded, null),
            new("TO", null, 9),
            false,
            "worker_timeout",
            -3
        ),
        [VerdictStatus.MemoryLimit] = new(
            Failed,
            new(Finished, 0),
            new(Finished, 137),
            new("SG", null, 9),
            false,
            "",
            -4
        ),
        [VerdictStatus.OutputLimit] = new(
            Failed,
            new(Finished, 0),
            new(Finished, 153),
            new("OL", null, 9),
            false,
            "",
            -4
        ),
        [VerdictStatus.SandboxFailure] = new(
            SandboxError,
            null,
            null,
            new("XX", null, null),
            false,
            "internal_error",
            -5
        ),
    };

    internal static ForeignWords Of(VerdictStatus status) => Table[status];

    /// <summary>The table as Markdown, for the documentation.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(
            "| verdict | SandboxFusion, ScaleBox: status; compile; run | Piston: status, code, signal | code-judge: run_success, reason | NeMo Gym: result | OpenRLHF: passed |\n"
        );
        text.Append("|---|---|---|---|---|---|\n");
        foreach (var (status, words) in Table)
        {
            var (fusion, compile, run, piston, ran, reason, result) = words;
            var passed = status switch
            {
                VerdictStatus.Accepted => "1.0",
                VerdictStatus.SandboxFailure => "HTTP 503, try again",
                _ => "0.0",
            };
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {status} | {fusion}; {Show(compile)}; {Show(run)} | {Show(piston.Status)}, {Show(piston.Code)}, {SignalNames.Of(piston.Signal) ?? "null"} | {(ran ? "true" : "false")}, '{reason}' | {Show(result)} | {passed} |\n"
            );
        }

        return text.ToString();
    }

    private static string Show(CommandWords? words) => words is null ? "null" : $"{words.Status} {Show(words.Code)}";

    private static string Show(object? value) =>
        value switch
        {
            null => "null",
            true => "true",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}

/// <summary>One verdict in every protocol's words.</summary>
/// <param name="Fusion">SandboxFusion's and ScaleBox's status of the whole call.</param>
/// <param name="Compile">Their compile step; null where there was none.</param>
/// <param name="Run">Their run step; its code stands for programs that did not exit by themselves.</param>
/// <param name="Piston">Piston's words of the step that ended it.</param>
/// <param name="Ran">code-judge: the program ran to its end and exited with 0.</param>
/// <param name="Reason">code-judge: why not.</param>
/// <param name="Result">NeMo Gym (LiveCodeBench): true, or a negative code.</param>
internal sealed record ForeignWords(
    string Fusion,
    CommandWords? Compile,
    CommandWords? Run,
    PistonWords Piston,
    bool Ran,
    string Reason,
    object Result
);

/// <summary>How SandboxFusion words a step.</summary>
internal sealed record CommandWords(string Status, int? Code);

/// <summary>How Piston words a step.</summary>
internal sealed record PistonWords(string? Status, int? Code, int? Signal);
