using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Trainer;

namespace R1Code.Cli.Rewarding;

/// <summary>Rewards from a service over HTTP; it gets the recipe's own functions and weights with each request.</summary>
internal sealed class HttpRewardSource(
    RewardsClient client,
    IReadOnlyDictionary<string, JsonElement> rewards,
    SemaphoreSlim places
) : IRewardSource
{
    /// <inheritdoc/>
    public async Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
    {
        var request = new ScoreRequest
        {
            Items =
            [
                new ScoreItem
                {
                    Problem = query.Problem,
                    Completion = query.Completion,
                    Sample = query.Sample,
                    TokenIds = query.TokenIds,
                    Truncated = query.Truncated,
                },
            ],
            Rewards = rewards,
        };
        await places.WaitAsync(cancellationToken);
        try
        {
            var answer = await client.ScoreAsync(request, cancellationToken);
            return answer.Results[0];
        }
        finally
        {
            places.Release();
        }
    }
}
