using R1Code.Rewards.Mathematics;

namespace R1Code.Rewards.Functions;

/// <summary>
/// <c>math</c>: 1 when the final answer equals the gold one, else 0. Does not apply to problems of another kind.
/// </summary>
public sealed class MathReward : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "math";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) =>
        [
            .. batch.Select(i =>
                MathGrader.IsRight(i.Problem, i.Completion) is { } right
                    ? right
                        ? 1
                        : 0
                    : (double?)null
            ),
        ];
}
