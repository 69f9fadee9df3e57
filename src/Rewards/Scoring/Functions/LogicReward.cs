using R1Code.Rewards.Logic;

namespace R1Code.Rewards.Functions;

/// <summary>
/// <c>logic</c>: 1 when a puzzle's answer keeps all its rules, else 0; nothing for a part of the way. Does not apply to
/// problems that name no puzzle.
/// </summary>
public sealed class LogicReward : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "logic";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) =>
        [
            .. batch.Select(i =>
                LogicGrader.IsRight(i.Problem, i.Completion) is { } right
                    ? right
                        ? 1
                        : 0
                    : (double?)null
            ),
        ];
}
