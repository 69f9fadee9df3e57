using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Problems;

namespace R1Code.Rewards.Service.Scoring;

/// <summary>A request to score that can be worked on: problems found, rewards understood, bounds kept.</summary>
internal sealed record ScoreBatch(IReadOnlyList<JobItem> Items, RewardSet Rewards);

/// <summary>Reads score requests; everything that is wrong with one is said before anything of it runs.</summary>
internal sealed class ScoreIntake(ProblemIntake problems, ServiceOptions options)
{
    public async Task<(ScoreBatch? Batch, Refused? Refusal)> ReadAsync(
        ScoreRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.Items.Count == 0)
        {
            return (null, Refused.Invalid("items: empty; give at least one item"));
        }

        if (request.Items.Count > options.Bounds.Items)
        {
            return (
                null,
                new Refused(
                    413,
                    $"items: {request.Items.Count} are more than the {options.Bounds.Items} this service takes at once"
                )
            );
        }

        RewardSet rewards;
        try
        {
            rewards = RewardSet.Create(request.Rewards);
        }
        catch (RewardSettingsException fault)
        {
            return (null, Refused.Invalid(string.Join("; ", fault.Faults)));
        }

        var items = new List<JobItem>(request.Items.Count);
        foreach (var (i, item) in request.Items.Index())
        {
            if (item is null)
            {
                return (null, Refused.Invalid($"items[{i}]: null"));
            }

            if (item.Completion.Length > options.Bounds.TextLength)
            {
                return (
                    null,
                    new Refused(
                        413,
                        $"items[{i}].completion: {item.Completion.Length} characters are more than {options.Bounds.TextLength}"
                    )
                );
            }

            var (problem, fault) = await problems.ReadAsync(
                item.Problem,
                item.ProblemId,
                $"items[{i}].",
                cancellationToken
            );
            if (fault is not null)
            {
                return (null, Refused.Invalid(fault));
            }

            if (item.TokenIds?.Count > options.Bounds.TextLength)
            {
                return (null, new Refused(413, $"items[{i}].token_ids: more than {options.Bounds.TextLength}"));
            }

            items.Add(
                new JobItem(problem!, item.Completion, item.Sample)
                {
                    TokenIds = item.TokenIds,
                    Truncated = item.Truncated,
                }
            );
        }

        return (new ScoreBatch(items, rewards), null);
    }
}
