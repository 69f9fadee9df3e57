using System.Collections.Concurrent;
using R1Code.Rewards.Contracts;

namespace R1Code.Trainer.Pipeline;

/// <summary>
/// Has the same completion of the same problem scored once: a policy that is sure of itself writes the same program many
/// times, and a verdict costs far more than a look-up. Remembers for as long as it lives, which is one step or one
/// measurement; a score that is null (the sandbox failed) is asked for anew.
/// </summary>
internal sealed class SharedRewardSource(IRewardSource inner) : IRewardSource
{
    private readonly ConcurrentDictionary<Key, Lazy<Task<RewardBreakdown>>> _scores = new();

    public async Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
    {
        var key = new Key(query.Problem.Id, query.Completion, query.TokenIds.Count, query.Truncated);
        var first = _scores.GetOrAdd(
            key,
            _ => new Lazy<Task<RewardBreakdown>>(() => inner.ScoreAsync(query, cancellationToken))
        );
        var score = await first.Value;
        return score.Reward is null && score.Sample != query.Sample
            ? await inner.ScoreAsync(query, cancellationToken)
            : score with
            {
                Sample = query.Sample,
            };
    }

    // Lengths too: the same text may have been written in other tokens, and some rewards look at them.
    private sealed record Key(string ProblemId, string Completion, int Tokens, bool Truncated);
}
