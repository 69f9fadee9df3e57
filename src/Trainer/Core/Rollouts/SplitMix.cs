namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Random numbers by counting (SplitMix64, Steele et al. 2014): number n of a seed needs no state and no other number, so
/// that a completion depends on its own seed alone.
/// </summary>
public static class SplitMix
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A seed that follows from several numbers, such as (run, step, prompt, sample).</summary>
    /// <param name="parts">The numbers, whose order matters.</param>
    public static ulong Mix(params ReadOnlySpan<ulong> parts)
    {
        ulong state = 0;
        foreach (var part in parts)
        {
            state = Finish((state + Golden) ^ Finish(part + Golden));
        }

        return state;
    }

    /// <summary>The number at a place of a seed's sequence, evenly distributed in [0, 1).</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">The place, from 0.</param>
    public static double NextDouble(ulong seed, long index) =>
        (Finish(seed + (unchecked((ulong)index) + 1) * Golden) >> 11) * (1.0 / (1UL << 53));

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
