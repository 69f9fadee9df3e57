using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Mathematics;

/// <summary>Whether a completion's final answer equals a problem's gold answer. Only the text after the thought counts.</summary>
public static class MathGrader
{
    /// <summary>Right or wrong; null for a problem of another kind.</summary>
    public static bool? IsRight(Problem problem, string completion) =>
        problem is { Kind: ProblemKinds.Math, Answer: { } gold }
            ? MathEquality.AreEqual(gold, AnswerText.Of(completion))
            : null;
}
