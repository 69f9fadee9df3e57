using System.Text;

namespace R1Code.Trainer;

/// <summary>
/// A small generator (SplitMix64) whose draws depend on its key alone: the same in every process and on every
/// machine, which <see cref="Random"/> and <see cref="HashCode"/> do not promise. Cheap to make, so each item of a
/// stream gets its own from (seed, stream, index) and a position in the data is just a number.
/// </summary>
public sealed class SeededRandom
{
    private ulong _state;

    private SeededRandom(ulong state) => _state = state;

    /// <summary>The generator of one item of a named stream.</summary>
    public static SeededRandom For(long seed, string stream, long index = 0) =>
        new(Mix(Mix((ulong)seed ^ StableHash(stream)) ^ (ulong)index));

    /// <summary>A hash of text that never changes (FNV-1a over UTF-8, then mixed).</summary>
    public static ulong StableHash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Finish(_state);
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer in [<paramref name="low"/>, <paramref name="high"/>], both included.</summary>
    public int Next(int low, int high) => low + (int)(NextUInt64() % (ulong)((long)high - low + 1));

    /// <summary>One of the items, each equally likely.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Next(0, items.Count - 1)];

    /// <summary>An index drawn with the given weights.</summary>
    public int PickWeighted(IReadOnlyList<double> weights)
    {
        var left = NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>Puts the items into a random order, in place.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong value) => Finish(value + 0x9E3779B97F4A7C15UL);

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
