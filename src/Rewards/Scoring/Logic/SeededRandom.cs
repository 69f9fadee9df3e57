namespace R1Code.Rewards.Logic;

/// <summary>Random numbers that are the same on every machine and version (SplitMix64), unlike those of the class library.</summary>
internal sealed class SeededRandom(ulong seed, ulong stream)
{
    private ulong _state = seed ^ (stream * 0x9E3779B97F4A7C15UL);

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Next(int bound) => (int)(NextBits() % (ulong)bound);

    /// <summary>Some different elements, in random order.</summary>
    public List<T> Pick<T>(IReadOnlyList<T> all, int count)
    {
        var rest = all.ToList();
        var picked = new List<T>(count);
        while (picked.Count < count)
        {
            var at = Next(rest.Count);
            picked.Add(rest[at]);
            rest.RemoveAt(at);
        }

        return picked;
    }

    private ulong NextBits()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        var z = _state;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}

/// <summary>Names of the people in puzzles.</summary>
internal static class PuzzleNames
{
    /// <summary>None is part of another.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Alice",
        "Boris",
        "Clara",
        "David",
        "Emma",
        "Felix",
        "Grace",
        "Hugo",
        "Ida",
        "Jonas",
        "Karim",
        "Lena",
        "Mateo",
        "Nadia",
        "Oscar",
        "Priya",
        "Quinn",
        "Rosa",
        "Samir",
        "Tilda",
    ];
}
