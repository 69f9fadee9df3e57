using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Files;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Scoring;

/// <summary>
/// Scores many completions: judged side by side, then priced as one batch in the order given, so that rewards which
/// compare the completions of a problem see all of them.
/// </summary>
internal sealed class BatchScoring(CompletionScorer scorer, IReadOnlyDictionary<string, Problem> problems)
{
    /// <summary>What each completion earned.</summary>
    public async Task<IReadOnlyList<RewardBreakdown>> RunAsync(
        IReadOnlyList<CompletionLine> completions,
        int workers,
        Action judged,
        CancellationToken cancellationToken
    )
    {
        var inputs = completions.Select(InputOf).ToArray();
        await Parallel.ForAsync(
            0,
            inputs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var verdict = await scorer.JudgeAsync(inputs[i].Problem, inputs[i].Completion, token);
                inputs[i] = inputs[i] with { Verdict = verdict };
                judged();
            }
        );
        return scorer.Rewards.Price(inputs, [.. completions.Select(line => line.Sample ?? 0)]);
    }

    private RewardInput InputOf(CompletionLine line) =>
        new()
        {
            Problem = problems[line.ProblemId],
            Completion = line.Completion,
            TokenIds = line.TokenIds,
            Truncated = line.Truncated,
        };
}
