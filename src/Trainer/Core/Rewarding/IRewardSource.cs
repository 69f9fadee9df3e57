using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer;

/// <summary>Where the trainer's rewards come from: in this process or over HTTP. Safe to call from many tasks at once.</summary>
public interface IRewardSource
{
    /// <summary>
    /// What a completion earns. A broken sandbox gives a null reward; only cancellation and a source that cannot be
    /// reached after its own retries throw.
    /// </summary>
    Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken);
}

/// <summary>One completion to score.</summary>
/// <param name="Problem">What was asked.</param>
/// <param name="Completion">What the policy wrote.</param>
/// <param name="Sample">Which of the group's completions.</param>
/// <param name="TokenIds">The completion's tokens.</param>
/// <param name="Truncated">Whether it was cut at the length limit.</param>
public sealed record RewardQuery(
    Problem Problem,
    string Completion,
    int Sample,
    IReadOnlyList<int> TokenIds,
    bool Truncated
);
