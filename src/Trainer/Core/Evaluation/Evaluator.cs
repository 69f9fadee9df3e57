using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Evaluation;

/// <summary>
/// Measures a policy on held-out problems: greedy pass@1, sampled pass@1, unbiased pass@k and cons@k. Completions are
/// scored while others are still being written. A completion that the sandbox could not judge counts nowhere.
/// </summary>
public sealed class Evaluator(ICompletionSource source, IRewardSource rewards)
{
    /// <summary>Runs the measurement.</summary>
    /// <param name="problems">What is asked.</param>
    /// <param name="options">How often and how completions are drawn.</param>
    /// <param name="maxTokens">Their length where the options give none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="observe">Is shown every completion, in the order of problems and samples, greedy ones first.</param>
    public async Task<EvaluationReport> EvaluateAsync(
        IReadOnlyList<Problem> problems,
        EvaluationOptions options,
        int maxTokens,
        CancellationToken cancellationToken,
        Action<EvaluatedCompletion>? observe = null
    )
    {
        var limit = options.MaxCompletionLength ?? maxTokens;
        var settings = new CompletionSettings(0, 1, limit, options.Seed) { Thinking = options.Thinking };
        var greedy = await ScoreAsync(problems, 1, settings, cancellationToken);
        var sampled =
            options.Samples == 0
                ? []
                : await ScoreAsync(
                    problems,
                    options.Samples,
                    settings with
                    {
                        Temperature = options.Temperature,
                        TopP = options.TopP,
                    },
                    cancellationToken
                );
        Show(problems, greedy, isGreedy: true, observe);
        Show(problems, sampled, isGreedy: false, observe);
        return Report(problems, options, greedy, sampled);
    }

    private static void Show(
        IReadOnlyList<Problem> problems,
        List<Scored> all,
        bool isGreedy,
        Action<EvaluatedCompletion>? observe
    )
    {
        foreach (
            var (completion, score, correct) in all.OrderBy(s => s.Completion.Problem).ThenBy(s => s.Completion.Sample)
        )
        {
            var problem = problems[completion.Problem];
            observe?.Invoke(
                new EvaluatedCompletion(problem, completion, score)
                {
                    Greedy = isGreedy,
                    Correct = correct,
                    Vote = Vote.Of(problem, completion.Text, score),
                }
            );
        }
    }

    /// <summary>
    /// Whether a completion solves its problem: by verdict where code was run, else by its kind's grader. Null where
    /// neither said anything.
    /// </summary>
    public static bool? IsCorrect(Problem problem, RewardBreakdown score)
    {
        if (score.Verdict is { } verdict)
        {
            return verdict.Status switch
            {
                VerdictStatus.SandboxFailure => null,
                VerdictStatus.Accepted => true,
                _ => false,
            };
        }

        return score.Reward is null ? null
            : score.Rewards.GetValueOrDefault(problem.Kind) is { } own ? own >= 1
            : null;
    }

    private async Task<List<Scored>> ScoreAsync(
        IReadOnlyList<Problem> problems,
        int count,
        CompletionSettings settings,
        CancellationToken cancellationToken
    )
    {
        var pending = new List<Task<Scored>>(problems.Count * count);
        await foreach (var completion in source.CompleteAsync(problems, count, settings, cancellationToken))
        {
            pending.Add(ScoreAsync(problems[completion.Problem], completion, cancellationToken));
        }

        return [.. await Task.WhenAll(pending)];
    }

    private async Task<Scored> ScoreAsync(
        Problem problem,
        SourcedCompletion completion,
        CancellationToken cancellationToken
    )
    {
        var query = new RewardQuery(
            problem,
            completion.Text,
            completion.Sample,
            completion.TokenIds,
            completion.Truncated
        );
        var score = await rewards.ScoreAsync(query, cancellationToken);
        return new Scored(completion, score, IsCorrect(problem, score));
    }

    private static EvaluationReport Report(
        IReadOnlyList<Problem> problems,
        EvaluationOptions options,
        List<Scored> greedy,
        List<Scored> sampled
    )
    {
        var known = greedy.Where(scored => scored.Correct is not null).ToList();
        var groups = sampled
            .Where(scored => scored.Correct is not null)
            .GroupBy(scored => scored.Completion.Problem)
            .OrderBy(group => group.Key)
            .Select(group => group.OrderBy(scored => scored.Completion.Sample).ToList())
            .ToList();
        return new EvaluationReport
        {
            Problems = problems.Count,
            Samples = options.Samples,
            Temperature = options.Temperature,
            TopP = options.TopP,
            Seed = options.Seed,
            Greedy = Estimate.Of([.. known.Select(scored => scored.Correct == true ? 1.0 : 0.0)]),
            Sampled =
                options.Samples == 0
                    ? null
                    : Estimate.Of([.. groups.Select(group => group.Average(s => s.Correct == true ? 1.0 : 0.0))]),
            PassAtK = options.K.Where(k => k <= options.Samples).ToDictionary(k => k, k => PassAt(k, groups)),
            ConsAtK = options.K.Where(k => k <= options.Samples).ToDictionary(k => k, k => ConsAt(k, groups, problems)),
            ShortM = options.ShortM,
            ShortMAtK = options.ShortM is { } m
                ? options
                    .K.Where(k => k >= m && k <= options.Samples)
                    .ToDictionary(k => k, k => ConsAt(k, groups, problems, m))
                : new Dictionary<int, Estimate>(),
            GreedyReward = known.Count == 0 ? 0 : known.Average(scored => scored.Score.Reward ?? 0),
            MeanLength = greedy.Count == 0 ? 0 : greedy.Average(scored => scored.Completion.Length),
            Verdicts = greedy
                .GroupBy(scored => scored.Score.Verdict?.Status.ToString() ?? "none")
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count()),
            Unscorable = greedy.Count(s => s.Correct is null) + sampled.Count(s => s.Correct is null),
        };
    }

    private static Estimate PassAt(int k, List<List<Scored>> groups) =>
        Estimate.Of([
            .. groups
                .Where(group => group.Count >= k)
                .Select(group => PassAtK.Unbiased(group.Count, group.Count(s => s.Correct == true), k)),
        ]);

    private static Estimate ConsAt(int k, List<List<Scored>> groups, IReadOnlyList<Problem> problems, int? m = null) =>
        Estimate.Of([
            .. groups
                .Where(group => group.Count >= k)
                .Select(group =>
                {
                    var first = group.Take(k).ToList();
                    if (m is not null)
                    {
                        first = [.. first.OrderBy(s => s.Completion.Length).Take(m.Value)];
                    }

                    var answers = first.Select(s =>
                        Vote.Of(problems[s.Completion.Problem], s.Completion.Text, s.Score)
                    );
                    var winner = PassAtK.Majority([.. answers]);
                    return winner >= 0 && first[winner].Correct == true ? 1.0 : 0.0;
                }),
        ]);

    private sealed record Scored(SourcedCompletion Completion, RewardBreakdown Score, bool? Correct);
}
