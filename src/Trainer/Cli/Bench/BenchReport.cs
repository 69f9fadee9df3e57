using System.Runtime.InteropServices;

namespace R1Code.Cli.Bench;

/// <summary>What a measurement found, as the table shows it and <c>--json</c> prints it.</summary>
internal sealed record BenchReport
{
    /// <summary>Which part was measured.</summary>
    public required string Part { get; init; }

    /// <summary>Cores this process may use: figures of machines with other counts are other figures.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>The machine's architecture, such as <c>X64</c>.</summary>
    public string Architecture { get; init; } = RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The figures, in the order measured.</summary>
    public required IReadOnlyList<BenchRow> Rows { get; init; }

    /// <summary>Whether every figure with a bound keeps it.</summary>
    public bool Holds => Rows.All(row => row.Holds is not false);
}

/// <summary>One figure.</summary>
/// <param name="Name">What was measured, unique in the report.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit, such as <c>ms</c> or <c>x</c> for a ratio.</param>
internal sealed record BenchRow(string Name, double Value, string Unit)
{
    /// <summary>The figure must not be above this; null for no such bound.</summary>
    public double? AtMost { get; init; }

    /// <summary>The figure must not be below this; null for no such bound.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Under which circumstances: counts, sizes, the baseline.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the bound is kept; null where there is none.</summary>
    public bool? Holds =>
        AtMost is null && AtLeast is null ? null : !(Value > AtMost) && !(Value < AtLeast) && double.IsFinite(Value);
}
