using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer;

/// <summary>What a problem's reward costs.</summary>
internal static class ProblemJudging
{
    /// <summary>Whether answers are programs to run, which takes long; others are graded at once.</summary>
    public static bool RunsPrograms(this Problem problem) => problem.Kind == "code";
}
