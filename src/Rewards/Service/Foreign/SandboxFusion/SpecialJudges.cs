using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>
/// ScaleBox's special judges: programs that read <c>stdin.txt</c>, <c>stdout.txt</c> and <c>answer.txt</c> and accept by exit
/// code 0. Those in C# run; others are refused, because comparing instead would pay other rewards than asked for.
/// </summary>
internal static class SpecialJudges
{
    // Our judges find the same three files under other names.
    private const string Names = """

        file static class ScaleBoxNames
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Lay()
            {
                System.IO.File.Copy("input.txt", "stdin.txt", true);
                System.IO.File.Copy("output.txt", "stdout.txt", true);
                System.IO.File.Copy("expected.txt", "answer.txt", true);
            }
        }
        """;

    /// <summary>The checker that a request asks for; null for the usual comparison.</summary>
    public static (CheckerSpec? Checker, string? Fault) Of(SubmitExtra? extra)
    {
        if (string.IsNullOrWhiteSpace(extra?.SpecialJudgeProgram))
        {
            return (null, null);
        }

        var language = extra.SpecialJudgeLanguage ?? "python";
        return FusionEndpoints.IsCSharp(language)
            ? (new CheckerSpec { Type = "special", Source = extra.SpecialJudgeProgram + Names }, null)
            : (
                null,
                $"config.extra.special_judge_language: '{language}' does not run here; special judges are C# programs"
            );
    }
}
