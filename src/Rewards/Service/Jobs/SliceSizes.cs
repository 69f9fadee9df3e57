using R1Code.Rewards.Service.Scoring;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// How many items a job's slices have. The queue asks the database some dozens of times for a slice, however long it is:
/// the longer, the cheaper a completion; the shorter, the more evenly several processes end. A reward that compares the
/// completions of a problem needs all of them in one slice: where they stand together in groups of one size, as trainers
/// send them, slices hold whole groups, otherwise everything.
/// </summary>
internal static class SliceSizes
{
    // How far slices of a large batch may grow over the least size.
    private const int Growth = 4;

    // Slices that a batch gives each process. A single one shares with nobody, and some slices are enough for another
    // that joins it; among several, what the last one still works on is this part of the whole.
    private const int Alone = 4;
    private const int Among = 16;

    /// <summary>The size of a batch's slices.</summary>
    /// <param name="batch">The job's items and rewards.</param>
    /// <param name="least">A size that is worth a job of the queue.</param>
    /// <param name="processes">How many processes judge; 0 for unknown.</param>
    public static int Of(ScoreBatch batch, int least, int processes)
    {
        if (!batch.Rewards.ComparesGroup)
        {
            var slices = processes == 1 ? Alone : Among * Math.Max(1, processes);
            return Math.Clamp(batch.Items.Count / slices, least, least * Growth);
        }

        // All of such a slice is paid or none: it stays as small as it may be, so that little waits for a broken sandbox.
        var group = GroupSize(batch.Items);
        return group is { } size ? Math.Max(1, least / size) * size : batch.Items.Count;
    }

    /// <summary>The size that all groups have; null when they differ or are interleaved.</summary>
    private static int? GroupSize(IReadOnlyList<JobItem> items)
    {
        var size = items.TakeWhile(i => i.Problem.Id == items[0].Problem.Id).Count();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in items.Chunk(size))
        {
            var id = group[0].Problem.Id;
            if (group.Length != size || group.Any(i => i.Problem.Id != id) || !seen.Add(id))
            {
                return null;
            }
        }

        return size;
    }
}
