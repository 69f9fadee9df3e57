using R1Code.Rewards;
using R1Code.Rewards.Contracts;

namespace R1Code.Cli.Scoring;

/// <summary>
/// Prices judged completions in their order: each at once, or, where a reward compares the completions of a problem, all of
/// a problem's when the last of them is there.
/// </summary>
internal sealed class GroupPricing(RewardSet rewards, IReadOnlyDictionary<string, int> sizes)
{
    private readonly Queue<Place> _waiting = new();
    private readonly Dictionary<string, List<Place>> _groups = new(StringComparer.Ordinal);

    /// <summary>The scores that are due now, in order.</summary>
    public IEnumerable<RewardBreakdown> Add(JudgedCompletion judged)
    {
        if (!rewards.ComparesGroup)
        {
            yield return judged.Known ?? rewards.Price([judged.Input], [judged.Sample])[0];
            yield break;
        }

        var place = new Place(judged);
        _waiting.Enqueue(place);
        var id = judged.Input.Problem.Id;
        var group = _groups.TryGetValue(id, out var begun) ? begun : _groups[id] = [];
        group.Add(place);
        if (group.Count == sizes[id])
        {
            _groups.Remove(id);
            Price(group);
        }

        while (_waiting.TryPeek(out var first) && first.Score is { } score)
        {
            _waiting.Dequeue();
            yield return score;
        }
    }

    private void Price(List<Place> group)
    {
        var scores = rewards.Price([.. group.Select(p => p.Judged!.Input)], [.. group.Select(p => p.Judged!.Sample)]);
        foreach (var (place, score) in group.Zip(scores))
        {
            // The text is not needed any more; the score may wait for others before it.
            place.Score = place.Judged!.Known ?? score;
            place.Judged = null;
        }
    }

    private sealed class Place(JudgedCompletion judged)
    {
        public JudgedCompletion? Judged { get; set; } = judged;

        public RewardBreakdown? Score { get; set; }
    }
}
