using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// Scores a completion: extract the code, have it judged, price the facts. Safe to call from many tasks at once; how many
/// submissions run together is the sandbox's affair.
/// </summary>
public sealed class CompletionScorer(ISandbox sandbox, RewardSet rewards)
{
    /// <summary>The functions and weights in use.</summary>
    public RewardSet Rewards => rewards;

    /// <summary>
    /// What a completion earns. A group-wise function sees this completion alone; see <see cref="ScoreGroupAsync"/>.
    /// </summary>
    public async Task<RewardBreakdown> ScoreAsync(
        Problem problem,
        string completion,
        int sample,
        IReadOnlyList<int>? tokenIds,
        bool truncated,
        CancellationToken cancellationToken
    )
    {
        var input = new RewardInput
        {
            Problem = problem,
            Completion = completion,
            TokenIds = tokenIds,
            Truncated = truncated,
            Verdict = await JudgeAsync(problem, completion, cancellationToken),
        };
        return rewards.Price([input], [sample])[0];
    }

    /// <summary>
    /// What several completions earn, judged together and priced as one batch; samples are numbered from 0 in this order.
    /// </summary>
    public async Task<IReadOnlyList<RewardBreakdown>> ScoreGroupAsync(
        IReadOnlyList<RewardInput> group,
        CancellationToken cancellationToken
    )
    {
        var verdicts = await Task.WhenAll(group.Select(i => JudgeAsync(i.Problem, i.Completion, cancellationToken)));
        var judged = group.Select((input, i) => input with { Verdict = verdicts[i] }).ToList();
        return rewards.Price(judged, [.. Enumerable.Range(0, judged.Count)]);
    }

    /// <summary>The verdict on a completion's code; null where there is nothing to judge (math, logic).</summary>
    public async Task<Verdict?> JudgeAsync(Problem problem, string completion, CancellationToken cancellationToken)
    {
        if (problem.Kind != ProblemKinds.Code)
        {
            return null;
        }

        var extracted = CodeExtractor.Extract(completion, problem);
        return extracted.Code is { } code
            ? await sandbox.JudgeAsync(problem, code, cancellationToken)
            : Verdict.Without(VerdictStatus.NoCode, problem.Tests.Count);
    }
}
