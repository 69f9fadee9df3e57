using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox;
using R1Code.Trainer;

namespace R1Code.Cli.Rewarding;

/// <summary>
/// Rewards from the sandbox in this process. Asks for as many verdicts at once as it was told, so that a whole batch of
/// rollouts can be handed over without passing the sandbox's queue limit. Deadlines are the trainer's affair.
/// </summary>
internal sealed class SandboxRewardSource(CompletionScorer scorer, SemaphoreSlim places) : IRewardSource
{
    /// <inheritdoc/>
    public async Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await scorer.ScoreAsync(
                query.Problem,
                query.Completion,
                query.Sample,
                query.TokenIds,
                query.Truncated,
                cancellationToken
            );
        }
        finally
        {
            places.Release();
        }
    }
}
