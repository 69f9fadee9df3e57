namespace R1Code.Report.Plots;

/// <summary>A chart of lines, each with a band where several seeds or problems give one.</summary>
/// <param name="Name">File name of its PNG, without ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="X">Label of the horizontal axis.</param>
/// <param name="Y">Label of the vertical axis.</param>
/// <param name="Lines">The lines.</param>
internal sealed record Chart(string Name, string Title, string X, string Y, IReadOnlyList<ChartLine> Lines)
{
    /// <summary>Whether values are shares, shown in percent from 0.</summary>
    public bool IsShare { get; init; }

    /// <summary>Names of the places on the horizontal axis where it is no scale; empty for a scale.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>What the reader should know about how it was made.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where the horizontal axis begins and ends.</summary>
    public (double Least, double Most) XRange =>
        Range(Lines.SelectMany(line => line.Points).Select(p => p.X), atZero: false);

    /// <summary>Where the vertical axis begins and ends.</summary>
    public (double Least, double Most) YRange =>
        Range(Lines.SelectMany(line => line.Points).SelectMany(p => new[] { p.Low, p.High }), atZero: true);

    private static (double Least, double Most) Range(IEnumerable<double> values, bool atZero)
    {
        var all = values.DefaultIfEmpty(0).ToList();
        var least = atZero ? Math.Min(0, all.Min()) : all.Min();
        var most = all.Max();
        return most > least ? (least, most) : (least, least + 1);
    }
}

/// <summary>A line.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">From the left to the right.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Its colour, where the same name should have the same one in several charts; null takes its place's.</summary>
    public int? Colour { get; init; }
}

/// <summary>A point with its band.</summary>
internal sealed record ChartPoint(double X, double Y, double Low, double High)
{
    /// <summary>A point without a band.</summary>
    public static ChartPoint At(double x, double y) => new(x, y, y, y);

    /// <summary>A mean with the range of its seeds.</summary>
    public static ChartPoint Of(double x, Measures.Spread spread) => new(x, spread.Mean, spread.Least, spread.Most);
}

/// <summary>Round places of an axis.</summary>
internal static class Ticks
{
    /// <summary>About five round numbers between two.</summary>
    public static IReadOnlyList<double> Between(double least, double most)
    {
        var rough = (most - least) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= rough - 1e-12) * power;
        var ticks = new List<double>();
        for (var i = Math.Ceiling(least / step - 1e-9); i * step <= most + step * 1e-9; i++)
        {
            // Adding 0 makes a zero of −0.
            ticks.Add(i * step + 0.0);
        }

        return ticks;
    }
}
