using System.Globalization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>Limits as foreign protocols write them, checked instead of trusted.</summary>
internal static class Bounded
{
    /// <summary>Output kept per stream; raw runs are for programs that print their answer.</summary>
    public const int OutputKb = 8 * 1024;

    /// <summary>Seconds as milliseconds; the fault names the field.</summary>
    public static (int Milliseconds, string? Fault) Seconds(double value, string name, TimeSpan most) =>
        Milliseconds(value * 1000, name, most, "seconds", value);

    /// <summary>Milliseconds that were given as such.</summary>
    public static (int Milliseconds, string? Fault) Milliseconds(
        double value,
        string name,
        TimeSpan most,
        string unit = "milliseconds",
        double? given = null
    )
    {
        var shown = (given ?? value).ToString(CultureInfo.InvariantCulture);
        if (!(value >= LimitBounds.TimeMs.Min))
        {
            return (0, $"{name}: {shown} {unit} are too few; the least are {LimitBounds.TimeMs.Min} milliseconds");
        }

        return value <= most.TotalMilliseconds
            ? ((int)Math.Ceiling(value), null)
            : (0, $"{name}: {shown} {unit} exceed this service's limit of {most.TotalSeconds:0} seconds");
    }

    /// <summary>MiB; −1 and absence mean the default.</summary>
    public static (int MemoryMb, string? Fault) Memory(double? value, string name)
    {
        if (value is null or -1)
        {
            return (new TestLimits().MemoryMb, null);
        }

        return value >= LimitBounds.MemoryMb.Min && value <= LimitBounds.MemoryMb.Max
            ? ((int)Math.Ceiling(value.Value), null)
            : (0, $"{name}: must be -1 or {LimitBounds.MemoryMb.Min} to {LimitBounds.MemoryMb.Max} MiB");
    }
}
