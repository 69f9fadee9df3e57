using System.Globalization;

namespace R1Code.Cli.Terminal;

/// <summary>How progress is written, the same for everything that takes long.</summary>
internal static class ProgressText
{
    private const int BarWidth = 24;

    /// <summary>How often a plain line says where things stand, where no line can be redrawn.</summary>
    public static TimeSpan LineEvery { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A bar of fixed width.</summary>
    public static string Bar(int done, int total)
    {
        var full = total == 0 ? BarWidth : (int)((long)BarWidth * Math.Clamp(done, 0, total) / total);
        return new string('━', full) + new string('─', BarWidth - full);
    }

    /// <summary>A span for people: <c>42 s</c>, <c>3 min 5 s</c>, <c>2 h 10 min</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        var culture = CultureInfo.InvariantCulture;
        var seconds = (long)Math.Ceiling(Math.Max(0, span.TotalSeconds));
        return seconds < 60 ? string.Create(culture, $"{seconds} s")
            : seconds < 3600 ? string.Create(culture, $"{seconds / 60} min {seconds % 60} s")
            : string.Create(culture, $"{seconds / 3600} h {seconds % 3600 / 60} min");
    }
}
