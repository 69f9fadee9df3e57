using R1Code.Rewards.Service.Scoring;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// How many items a job's slices have. A reward that compares the completions of a problem needs all of them in one slice:
/// where they stand together in groups of one size, as trainers send them, slices hold whole groups, otherwise everything.
/// </summary>
internal static class SliceSizes
{
    public static int Of(ScoreBatch batch, int wanted)
    {
        if (!batch.Rewards.ComparesGroup)
        {
            return wanted;
        }

        var group = GroupSize(batch.Items);
        return group is { } size ? Math.Max(1, wanted / size) * size : batch.Items.Count;
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
