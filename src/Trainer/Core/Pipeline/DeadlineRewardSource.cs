using R1Code.Rewards.Contracts;

namespace R1Code.Trainer.Pipeline;

/// <summary>
/// Bounds how long one completion's score may take: what does not answer in time has no reward (which is not a reward of
/// zero), and training goes on.
/// </summary>
internal sealed class DeadlineRewardSource(
    IRewardSource inner,
    TimeSpan deadline,
    TimeProvider time,
    Action<string> warn
) : IRewardSource
{
    public async Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // On the pool and with WaitAsync: a source that blocks or does not watch its token cannot hold the step up.
            return await Task.Run(() => inner.ScoreAsync(query, either.Token), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
            when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            warn(
                $"no reward for a completion of problem {query.Problem.Id} within {deadline.TotalSeconds:0} s; it is left out. "
                    + "If this repeats, look at the sandbox or raise runtime.reward_timeout_seconds."
            );
            return new RewardBreakdown
            {
                ProblemId = query.Problem.Id,
                Sample = query.Sample,
                Reward = null,
                Rewards = new Dictionary<string, double?>(),
            };
        }
    }
}
