using R1Code.Rewards.Text;

namespace R1Code.Rewards.Functions;

/// <summary>Options of <c>repetition</c>.</summary>
public sealed record RepetitionOptions : IRewardOptions
{
    /// <summary>n: how many tokens or words form a unit. The default value is 3.</summary>
    public int NgramSize { get; init; } = 3;

    /// <summary>Value of a completion that repeats one unit for ever. The default value is −1.</summary>
    public double MaxPenalty { get; init; } = -1;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (NgramSize is < 1 or > 100)
        {
            yield return $"ngram_size must lie between 1 and 100, not {NgramSize}";
        }

        if (MaxPenalty > 0)
        {
            yield return $"max_penalty must not be positive, not {MaxPenalty}";
        }
    }
}

/// <summary>
/// <c>repetition</c>: max_penalty × (1 − distinct n-grams / n-grams), over tokens where they are known and words
/// otherwise; 0 for a completion shorter than n (Yeo et al., arXiv 2502.03373; open-r1).
/// </summary>
public sealed class RepetitionReward(RepetitionOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "repetition";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) =>
        [.. batch.Select(i => (double?)Value(Units(i)))];

    /// <summary>The penalty of a sequence.</summary>
    internal double Value(IReadOnlyList<int> units)
    {
        var total = units.Count - options.NgramSize + 1;
        if (total <= 0)
        {
            return 0;
        }

        var distinct = new HashSet<Window>();
        for (var i = 0; i < total; i++)
        {
            distinct.Add(new Window(units, i, options.NgramSize));
        }

        // Kept from becoming −0 where nothing repeats.
        return distinct.Count == total ? 0 : options.MaxPenalty * (1 - ((double)distinct.Count / total));
    }

    private static IReadOnlyList<int> Units(RewardInput input)
    {
        if (input.TokenIds is { } tokens)
        {
            return tokens;
        }

        var ids = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. WordReader
                .Read(input.Completion)
                .Select(w =>
                {
                    ids.TryAdd(w.Text, ids.Count);
                    return ids[w.Text];
                }),
        ];
    }

    // A view, so that n-grams are not copied.
    private readonly record struct Window(IReadOnlyList<int> Units, int Start, int Length)
    {
        public bool Equals(Window other)
        {
            for (var i = 0; i < Length; i++)
            {
                if (Units[Start + i] != other.Units[other.Start + i])
                {
                    return false;
                }
            }

            return true;
        }

        public override int GetHashCode()
        {
            var hash = 17;
            for (var i = 0; i < Length; i++)
            {
                hash = unchecked((hash * 31) + Units[Start + i]);
            }

            return hash;
        }
    }
}
