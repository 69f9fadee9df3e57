using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Mathematics;

/// <summary>Whether a completion's final answer equals a problem's gold answer.</summary>
public static class MathGrader
{
    /// <summary>Right or wrong; null for a problem of another kind.</summary>
    public static bool? IsRight(Problem problem, string completion) => null;
}
