using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// Samples completions and has them scored while others are still being written; what is not scored by then may be awaited
/// later. With dynamic sampling, rounds of both go on until the batch is full of groups whose rewards differ (DAPO).
/// </summary>
internal sealed class EpisodeCollector(
    PolicySampler sampler,
    IRewardSource rewards,
    RolloutOptions rollout,
    StageContext context,
    StageOptions stage
)
{
    /// <summary>The scored episodes of a step.</summary>
    /// <param name="cursor">Position in the stage's stream of problems.</param>
    /// <param name="step">Names the draws, with the problem's position.</param>
    /// <param name="prompts">Groups wanted.</param>
    /// <param name="algorithm">Group size and dynamic sampling.</param>
    public EpisodeBatch Collect(long cursor, int step, int prompts, GrpoOptions algorithm) =>
        Sample(cursor, step, prompts, algorithm).Scored();

    /// <summary>The episodes of a step, of which some may still be without a score.</summary>
    /// <param name="cursor">Position in the stage's stream of problems.</param>
    /// <param name="step">Names the draws, with the problem's position.</param>
    /// <param name="prompts">Groups wanted.</param>
    /// <param name="algorithm">Group size and dynamic sampling.</param>
    public EpisodeBatch Sample(long cursor, int step, int prompts, GrpoOptions algorithm)
    {
        return algorithm.DynamicSampling ? CollectDiffering(cursor, step, prompts, algorithm) : OneRound();

        EpisodeBatch OneRound()
        {
            var positions = Enumerable.Range(0, prompts).Select(i => cursor + i).ToList();
            var (pending, seconds) = Write(positions, step, algorithm.NumGenerations);
            return new EpisodeBatch
            {
                Episodes = pending.Written,
                Pending = pending,
                ProblemsTaken = prompts,
                Rounds = 1,
                WastedGroups = 0,
                GenerationSeconds = seconds,
            };
        }
    }

    private EpisodeBatch CollectDiffering(long cursor, int step, int prompts, GrpoOptions algorithm)
    {
        var groups = new List<IReadOnlyList<Episode>>();
        var (rounds, wasted, taken) = (0, 0, 0L);
        var (generation, waiting) = (0.0, 0.0);
        var limit = algorithm.DynamicSamplingMaxRounds;
        while (groups.Count < prompts && rounds < limit)
        {
            rounds++;
            var missing = prompts - groups.Count;
            var positions = Enumerable.Range(0, missing).Select(i => cursor + taken + i).ToList();
            taken += missing;
            var (pending, seconds) = Write(positions, step, algorithm.NumGenerations);
            var scored = pending.AwaitAll();
            generation += seconds;
            waiting += pending.WaitedSeconds;
            var lastRound = rounds == limit;
            foreach (var group in scored.Chunk(algorithm.NumGenerations))
            {
                // The last round's groups fill the batch as they are: a step must end some time.
                if (!lastRound && !Differs(group))
                {
                    wasted++;
                }
                else
                {
                    groups.Add(group);
                }
            }
        }

        var episodes = groups.SelectMany((group, g) => group.Select(episode => episode with { Group = g })).ToArray();
        return new EpisodeBatch
        {
            Episodes = episodes,
            Pending = PendingEpisodes.Known(episodes, waiting, context),
            ProblemsTaken = taken,
            Rounds = rounds,
            WastedGroups = wasted,
            GenerationSeconds = generation,
        };
    }

    private (PendingEpisodes Pending, double Seconds) Write(List<long> positions, int step, int generations)
    {
        var problems = positions.Select(i => context.Feed.At(context.Seed, stage.Name, i, stage.Kinds)).ToList();
        var written = new Episode[problems.Count * generations];
        var scoring = new Task<Episode>[written.Length];
        var shared = new SharedRewardSource(rewards);
        var started = context.Time.GetTimestamp();
        context.Watchdog.Enter("generation");
        sampler.Sample(
            problems,
            generations,
            rollout,
            SampleSeed(step, positions[0]),
            episode =>
            {
                var at = episode.Group * generations + episode.Sample;
                (written[at], scoring[at]) = (episode, ScoreAsync(episode, shared));
            }
        );
        var seconds = context.Time.GetElapsedTime(started).TotalSeconds;
        return (new PendingEpisodes(written, scoring, context), seconds);
    }

    private static async Task<Episode> ScoreAsync(Episode episode, SharedRewardSource shared)
    {
        var query = new RewardQuery(
            episode.Problem,
            episode.Completion,
            episode.Sample,
            episode.CompletionTokens,
            episode.Truncated
        );
        return episode with { Score = await shared.ScoreAsync(query, CancellationToken.None) };
    }

    private ulong SampleSeed(int step, long position) =>
        SeededRandom.For(context.Seed, $"sample {stage.Name} {step}", position).NextUInt64();

    private static bool Differs(IReadOnlyList<Episode> group)
    {
        var rewards = group.Select(episode => episode.Reward).OfType<double>().ToList();
        return rewards.Count > 1 && rewards.Max() > rewards.Min();
    }
}
