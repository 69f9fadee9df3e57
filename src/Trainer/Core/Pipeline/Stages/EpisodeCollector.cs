using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// Samples completions and has them scored while others are still being written. With dynamic sampling, rounds go on
/// until the batch is full of groups whose rewards differ (DAPO).
/// </summary>
internal sealed class EpisodeCollector(
    PolicySampler sampler,
    IRewardSource rewards,
    RolloutOptions rollout,
    StageContext context,
    StageOptions stage
)
{
    /// <summary>The episodes of a step.</summary>
    /// <param name="cursor">Position in the stage's stream of problems.</param>
    /// <param name="step">Names the draws, with the problem's position.</param>
    /// <param name="prompts">Groups wanted.</param>
    /// <param name="algorithm">Group size and dynamic sampling.</param>
    public EpisodeBatch Collect(long cursor, int step, int prompts, GrpoOptions algorithm)
    {
        var groups = new List<IReadOnlyList<Episode>>();
        var (rounds, wasted, taken) = (0, 0, 0L);
        var (generation, waiting) = (0.0, 0.0);
        var limit = algorithm.DynamicSampling ? algorithm.DynamicSamplingMaxRounds : 1;
        while (groups.Count < prompts && rounds < limit)
        {
            rounds++;
            var missing = prompts - groups.Count;
            var positions = Enumerable.Range(0, missing).Select(i => cursor + taken + i).ToList();
            taken += missing;
            var round = SampleAndScore(positions, step, algorithm.NumGenerations);
            generation += round.Generation;
            waiting += round.Waiting;
            var lastRound = rounds == limit;
            foreach (var group in round.Groups)
            {
                // The last round's groups fill the batch as they are: a step must end some time.
                if (algorithm.DynamicSampling && !lastRound && !Differs(group))
                {
                    wasted++;
                }
                else
                {
                    groups.Add(group);
                }
            }
        }

        return new EpisodeBatch
        {
            Episodes = [.. groups.SelectMany((group, g) => group.Select(episode => episode with { Group = g }))],
            ProblemsTaken = taken,
            Rounds = rounds,
            WastedGroups = wasted,
            GenerationSeconds = generation,
            RewardSeconds = waiting,
        };
    }

    private Round SampleAndScore(List<long> positions, int step, int generations)
    {
        var problems = positions.Select(i => context.Feed.At(context.Seed, stage.Name, i, stage.Kinds)).ToList();
        var scoring = new Task<Episode>?[problems.Count * generations];
        var shared = new SharedRewardSource(rewards);
        var started = context.Time.GetTimestamp();
        context.Watchdog.Enter("generation");
        sampler.Sample(
            problems,
            generations,
            rollout,
            SampleSeed(step, positions[0]),
            episode => scoring[episode.Group * generations + episode.Sample] = ScoreAsync(episode, shared)
        );
        var generated = context.Time.GetElapsedTime(started).TotalSeconds;
        context.Watchdog.Enter(
            "reward",
            () =>
                $"{scoring.Count(task => task is not { IsCompleted: true })} of {scoring.Length} completions have no score yet"
        );

        // Waited for on this thread: all tensor work of a stage stays on one, whose thread count is set.
        var episodes = Task.WhenAll(scoring.OfType<Task<Episode>>()).GetAwaiter().GetResult();
        var total = context.Time.GetElapsedTime(started).TotalSeconds;
        return new Round([.. episodes.Chunk(generations)], generated, total - generated);
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

    private sealed record Round(IReadOnlyList<IReadOnlyList<Episode>> Groups, double Generation, double Waiting);
}
