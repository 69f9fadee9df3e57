using System.Net;
using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Trainer;

namespace R1Code.Cli.Rewarding;

/// <summary>Rewards from a service over HTTP; it gets the recipe's own functions and weights with each request.</summary>
internal sealed class HttpRewardSource(
    RewardsClient client,
    Uri service,
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
            return await ScoreAsync(request, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<RewardBreakdown> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await client.ScoreAsync(request, cancellationToken);
                return answer.Results[0];
            }
            // Busy is not broken: whoever asks has a deadline of its own.
            catch (RewardsServiceException e) when (e.Status == HttpStatusCode.TooManyRequests) { }
            catch (RewardsServiceException e)
            {
                throw new RewardsServiceException($"the reward service {service}: {e.Message}", e.Status, e);
            }
        }
    }
}
