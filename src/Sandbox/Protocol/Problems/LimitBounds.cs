namespace R1Code.Sandbox.Protocol;

/// <summary>The smallest and largest limits a problem may ask for. Outside them a limit is a loophole or a mistake.</summary>
public static class LimitBounds
{
    /// <summary>Wall-clock and CPU time of a test, in milliseconds.</summary>
    public static (int Min, int Max) TimeMs { get; } = (10, 600_000);

    /// <summary>Memory of a test, in MiB.</summary>
    public static (int Min, int Max) MemoryMb { get; } = (16, 16_384);

    /// <summary>Output of a test per stream, in KiB.</summary>
    public static (int Min, int Max) OutputKb { get; } = (1, 65_536);

    /// <summary>What is wrong with <paramref name="limits"/>, each starting with the key as users write it.</summary>
    public static IEnumerable<string> Faults(TestLimits limits)
    {
        (string Key, int Value, (int Min, int Max) Bounds)[] all =
        [
            ("wall_ms", limits.WallMs, TimeMs),
            ("cpu_ms", limits.CpuMs, TimeMs),
            ("memory_mb", limits.MemoryMb, MemoryMb),
            ("output_kb", limits.OutputKb, OutputKb),
        ];
        return all.Where(l => l.Value < l.Bounds.Min || l.Value > l.Bounds.Max)
            .Select(l => $"{l.Key}: {l.Value} is outside {l.Bounds.Min} to {l.Bounds.Max}");
    }
}
