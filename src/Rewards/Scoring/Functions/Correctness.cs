using R1Code.Rewards.Logic;
using R1Code.Rewards.Mathematics;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Functions;

/// <summary>Whether a completion is right, by whichever grader its problem has.</summary>
internal static class Correctness
{
    /// <summary>Right or wrong; null where that is not known, as after a failure of the sandbox.</summary>
    public static bool? Of(RewardInput input) =>
        input.Problem.Kind switch
        {
            ProblemKinds.Math => MathGrader.IsRight(input.Problem, input.Completion),
            ProblemKinds.Logic when LogicGrader.IsRight(input.Problem, input.Completion) is { } right => right,
            _ => input.Verdict?.Status switch
            {
                null or VerdictStatus.SandboxFailure => null,
                var status => status == VerdictStatus.Accepted,
            },
        };
}
