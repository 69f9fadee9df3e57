using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests;

/// <summary>Inputs with nothing but what a test cares for.</summary>
internal static class Inputs
{
    public static RewardInput Of(string completion, Problem? problem = null) =>
        new() { Problem = problem ?? new Problem { Id = "p" }, Completion = completion };
}
