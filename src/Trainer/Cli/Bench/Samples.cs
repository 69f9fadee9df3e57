namespace R1Code.Cli.Bench;

/// <summary>Durations or other numbers that were measured, and what they come to.</summary>
internal static class Samples
{
    /// <summary>The value below which a share of the samples lies, between neighbours by interpolation.</summary>
    public static double Percentile(IReadOnlyCollection<double> samples, double share)
    {
        if (samples.Count == 0)
        {
            return double.NaN;
        }

        var sorted = samples.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The middle.</summary>
    public static double Median(IReadOnlyCollection<double> samples) => Percentile(samples, 0.5);
}
