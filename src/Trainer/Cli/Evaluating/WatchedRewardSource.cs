using R1Code.Rewards.Contracts;
using R1Code.Trainer;

namespace R1Code.Cli.Evaluating;

/// <summary>Counts and keeps what passes through another source.</summary>
internal sealed class WatchedRewardSource(IRewardSource inner, EvaluationFiles? files, Action scored) : IRewardSource
{
    /// <inheritdoc/>
    public async Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
    {
        var score = await inner.ScoreAsync(query, cancellationToken);
        files?.Add(query, score);
        scored();
        return score;
    }
}
