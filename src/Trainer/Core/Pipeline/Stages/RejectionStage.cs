using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// Rejection sampling: many completions of train problems, of which the right and readable ones are kept, without
/// duplicates and at most a few per problem. Leaves <c>kept.jsonl</c> and does not change the policy.
/// </summary>
internal sealed class RejectionStage(RejectionStageOptions options, StageContext context) : IStage
{
    private const int ProblemsPerRound = 32;

    public int MaxCompletionLength => options.Rollout.MaxCompletionLength;

    public Task<StageState> RunAsync(CancellationToken cancellationToken) =>
        StageThread.Run(() => SampleAll(cancellationToken));

    private StageState SampleAll(CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        using var policy = context.Open(context.StartPolicy);
        var sampler = new PolicySampler(policy.Model, policy.Tokenizer, context.Prompts(policy.Tokenizer));
        var collector = new EpisodeCollector(
            sampler,
            context.Rewards(options.Rewards),
            options.Rollout,
            context,
            options
        );
        var algorithm = new GrpoOptions { NumGenerations = options.NumGenerations };
        var kept = new List<Episode>();
        var (sampled, tokens) = (0, 0L);
        for (var (cursor, round) = (0, 0); cursor < options.Prompts; cursor += ProblemsPerRound, round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var prompts = Math.Min(ProblemsPerRound, options.Prompts - cursor);
            var batch = collector.Collect(cursor, round, prompts, algorithm);
            sampled += batch.Episodes.Count;
            tokens += batch.Episodes.Sum(e => (long)e.PromptTokens.Count + e.CompletionTokens.Count);
            kept.AddRange(batch.Episodes.GroupBy(e => e.Group).SelectMany(Keep));
            context.Reporter.Progress(
                new TrainingProgress
                {
                    Seed = context.Seed,
                    Stage = options.Name,
                    Step = cursor + prompts,
                    TotalSteps = options.Prompts,
                    Metrics = new Dictionary<string, double>
                    {
                        ["kept"] = kept.Count,
                        ["kept_ratio"] = kept.Count / (double)sampled,
                    },
                }
            );
        }

        if (kept.Count == 0)
        {
            throw new TrainingException(
                $"seed {context.Seed}, stage {options.Name}: none of {sampled} completions met require; sample more, or ask for less"
            );
        }

        Write(kept);
        return new StageState
        {
            GlobalStep = options.Prompts,
            NumTokens = tokens,
            Seconds = context.Time.GetElapsedTime(started).TotalSeconds,
        };
    }

    // The right ones, no text twice, the shortest first: of two right thoughts the shorter is easier to read.
    private IEnumerable<Episode> Keep(IEnumerable<Episode> group) =>
        group
            .Where(MeetsRequirements)
            .DistinctBy(e => e.Completion.Trim(), StringComparer.Ordinal)
            .OrderBy(e => e.CompletionTokens.Count)
            .ThenBy(e => e.Sample)
            .Take(options.KeepPerProblem);

    private bool MeetsRequirements(Episode episode) =>
        !episode.Truncated
        && episode.Score is { Reward: not null } score
        && options.Require.All(rule => Meets(score, rule.Key, rule.Value.GetDouble()));

    // What does not apply asks nothing: a math problem has no code to be right. What was never measured is not met.
    private static bool Meets(RewardBreakdown score, string name, double least) =>
        score.Rewards.TryGetValue(name, out var value) && (value is null || value >= least);

    private void Write(List<Episode> kept) =>
        AtomicText.Write(
            context.Folder.Kept,
            string.Concat(
                kept.Select(e =>
                    JsonSerializer.Serialize(
                        new
                        {
                            ProblemId = e.Problem.Id,
                            e.Problem.Prompt,
                            e.Completion,
                            e.Score!.Rewards,
                        },
                        R1Json.Options
                    ) + "\n"
                )
            )
        );
}
