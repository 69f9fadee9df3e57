using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>What protocols without a field for reward functions get: right or wrong, by the grader of the problem's kind.</summary>
internal static class ForeignRewards
{
    private static readonly Dictionary<string, RewardSet> Sets = ProblemKinds
        .All.Where(RewardCatalog.Names.Contains)
        .ToDictionary(
            kind => kind,
            kind =>
                RewardSet.Create(
                    new Dictionary<string, JsonElement> { [kind] = JsonSerializer.SerializeToElement(1.0) }
                ),
            StringComparer.Ordinal
        );

    public static RewardSet For(Problem problem) => Sets.GetValueOrDefault(problem.Kind) ?? Sets[ProblemKinds.Code];
}
