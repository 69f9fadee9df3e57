using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// A union of intervals of the real line, in order and without overlaps. Ends are kept in high precision; numbers
/// that agree in all but their last bits are one.
/// </summary>
internal sealed class RealSet
{
    private const int AgreeingBits = 140;

    private RealSet(IReadOnlyList<Interval> intervals)
    {
        Intervals = intervals;
    }

    /// <summary>All real numbers.</summary>
    public static RealSet Line { get; } = new([new Interval(End.NegativeInfinity, End.PositiveInfinity)]);

    /// <summary>No number.</summary>
    public static RealSet Empty { get; } = new([]);

    /// <summary>The parts.</summary>
    public IReadOnlyList<Interval> Intervals { get; }

    /// <summary>Between two values, null being infinite; with or without them.</summary>
    public static RealSet Between(BigFloat? low, bool withLow, BigFloat? high, bool withHigh) =>
        Of([
            new Interval(
                low is { } l ? new End(l, 0, withLow ? 0 : 1) : End.NegativeInfinity,
                high is { } h ? new End(h, 0, withHigh ? 0 : -1) : End.PositiveInfinity
            ),
        ]);

    /// <summary>Some numbers.</summary>
    public static RealSet Points(IEnumerable<BigFloat> points) =>
        Of([.. points.Select(p => new Interval(new End(p, 0, 0), new End(p, 0, 0)))]);

    /// <summary>∪.</summary>
    public RealSet Union(RealSet other) => Of([.. Intervals, .. other.Intervals]);

    /// <summary>∩.</summary>
    public RealSet Intersect(RealSet other) =>
        Of([
            .. Intervals.SelectMany(a =>
                other.Intervals.Select(b => new Interval(End.Max(a.Low, b.Low), End.Min(a.High, b.High)))
            ),
        ]);

    /// <summary>All other numbers.</summary>
    public RealSet Complement()
    {
        var parts = new List<Interval>();
        var low = End.NegativeInfinity;
        foreach (var interval in Intervals)
        {
            if (interval.Low.Infinity == 0)
            {
                parts.Add(new Interval(low, interval.Low with { Side = interval.Low.Side - 1 }));
            }

            if (interval.High.Infinity != 0)
            {
                return Of(parts);
            }

            low = interval.High with { Side = interval.High.Side + 1 };
        }

        parts.Add(new Interval(low, End.PositiveInfinity));
        return Of(parts);
    }

    /// <summary>Whether two sets have the same numbers.</summary>
    public bool SameAs(RealSet other) =>
        Intervals.Count == other.Intervals.Count
        && Intervals
            .Zip(other.Intervals)
            .All(p => p.First.Low.Against(p.Second.Low) == 0 && p.First.High.Against(p.Second.High) == 0);

    private static RealSet Of(IReadOnlyList<Interval> intervals)
    {
        var ordered = intervals
            .Where(i => i.Low.Against(i.High) <= 0)
            .Order(Comparer<Interval>.Create((a, b) => a.Low.Against(b.Low)))
            .ToList();
        var merged = new List<Interval>();
        foreach (var interval in ordered)
        {
            if (merged.Count > 0 && merged[^1].High.Touches(interval.Low))
            {
                merged[^1] = merged[^1] with { High = End.Max(merged[^1].High, interval.High) };
            }
            else
            {
                merged.Add(interval);
            }
        }

        return new RealSet(merged);
    }

    /// <summary>From one end to another.</summary>
    internal sealed record Interval(End Low, End High);

    /// <summary>An end: a value, infinite by sign, and on which side of the value it lies (−1 just below, 1 just above).</summary>
    internal sealed record End(BigFloat Value, int Infinity, int Side)
    {
        public static End NegativeInfinity { get; } = new(BigFloat.Zero, -1, 0);

        public static End PositiveInfinity { get; } = new(BigFloat.Zero, 1, 0);

        public static End Max(End a, End b) => a.Against(b) >= 0 ? a : b;

        public static End Min(End a, End b) => a.Against(b) <= 0 ? a : b;

        public int Against(End other)
        {
            if (Infinity != 0 || other.Infinity != 0)
            {
                return Infinity.CompareTo(other.Infinity);
            }

            var difference = Value - other.Value;
            var size = Math.Max(Value.Magnitude, other.Value.Magnitude);
            var same = difference.Sign == 0 || difference.Magnitude < Math.Max(size, -50) - AgreeingBits;
            return same ? Side.CompareTo(other.Side) : difference.Sign;
        }

        // [a, b] and (b, c] leave nothing between them; [a, b) and (b, c] leave b.
        public bool Touches(End low) =>
            Against(low) >= 0 || (low.Infinity == 0 && (this with { Side = Side + 1 }).Against(low) >= 0);
    }
}
