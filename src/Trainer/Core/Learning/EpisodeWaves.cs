namespace R1Code.Trainer.Learning;

/// <summary>Gives episodes their scores and advantages; waits until they are there.</summary>
/// <param name="indices">Whole groups of the batch.</param>
/// <param name="computing">Ends when nothing is computed meanwhile; only from then on time is lost.</param>
/// <returns>The episodes, in that order.</returns>
public delegate IReadOnlyList<Episode> EpisodeScoring(IReadOnlyList<int> indices, Task computing);

/// <summary>
/// A batch that is learned from while some of its scores are still on their way. It comes in waves of whole groups, and which
/// groups make a wave follows from the episodes alone, never from what was scored first: a step is the same each time.
/// </summary>
public sealed class EpisodeWaves
{
    private readonly Episode[] _episodes;
    private readonly EpisodeScoring _score;
    private readonly bool[] _known;
    private int _come;

    /// <summary>A batch whose episodes have no scores yet.</summary>
    /// <param name="written">The episodes as the sampler left them.</param>
    /// <param name="waves">Each index once.</param>
    /// <param name="score">Called once for each wave, in order.</param>
    public EpisodeWaves(IReadOnlyList<Episode> written, IReadOnlyList<int[]> waves, EpisodeScoring score)
    {
        (_episodes, Waves, _score) = ([.. written], waves, score);
        _known = new bool[_episodes.Length];
    }

    /// <summary>All episodes; those that have come with scores and advantages.</summary>
    public IReadOnlyList<Episode> Episodes => _episodes;

    /// <summary>The indices of each wave.</summary>
    public IReadOnlyList<int[]> Waves { get; }

    /// <summary>Whether every wave has come.</summary>
    public bool AllCame => _come == Waves.Count;

    /// <summary>A batch that is scored already.</summary>
    public static EpisodeWaves Known(IReadOnlyList<Episode> episodes) =>
        new(episodes, OneWave(episodes), (indices, _) => [.. indices.Select(i => episodes[i])]);

    /// <summary>Has the waves up to this one scored.</summary>
    /// <param name="wave">Which; those before it come first.</param>
    /// <param name="computing">What other threads do meanwhile; null for nothing.</param>
    public void Await(int wave, Task? computing = null)
    {
        for (; _come <= wave; _come++)
        {
            var indices = Waves[_come];
            foreach (var (index, episode) in indices.Zip(_score(indices, computing ?? Task.CompletedTask)))
            {
                (_episodes[index], _known[index]) = (episode, true);
            }
        }
    }

    /// <summary>Whether an episode has a reward, or may still get one.</summary>
    public bool MayBeRewarded(int index) => !_known[index] || _episodes[index].Reward is not null;

    /// <summary>
    /// Cuts a batch into waves of about so many tokens: first the groups that are priced without running a program, whose
    /// scores are there at once, then the others in the order in which they were written. Where advantages or losses depend
    /// on more than a group, all of it is one wave.
    /// </summary>
    /// <param name="written">The batch.</param>
    /// <param name="algorithm">What is computed from it.</param>
    /// <param name="tokens">Tokens of a wave; a group that is longer is a wave of its own.</param>
    public static IReadOnlyList<int[]> Cut(IReadOnlyList<Episode> written, GrpoOptions algorithm, int tokens)
    {
        if (!algorithm.GroupsStandAlone || written.Count == 0)
        {
            return OneWave(written);
        }

        var groups = Enumerable
            .Range(0, written.Count)
            .GroupBy(i => written[i].Group)
            .OrderBy(group => written[group.First()].Problem.RunsPrograms())
            .ThenBy(group => group.Key);
        var waves = new List<List<int>>();
        var (room, runPrograms) = (0L, false);
        foreach (var group in groups)
        {
            var length = EpisodeRow.Lay(written, group).Sum(row => (long)row.Length);
            var kind = written[group.First()].Problem.RunsPrograms();
            if (waves.Count == 0 || length > room || kind != runPrograms)
            {
                waves.Add([]);
                (room, runPrograms) = (tokens, kind);
            }

            waves[^1].AddRange(group);
            room -= length;
        }

        return [.. waves.Select(wave => wave.ToArray())];
    }

    private static int[][] OneWave(IReadOnlyList<Episode> episodes) =>
        [
            [.. Enumerable.Range(0, episodes.Count)],
        ];
}
