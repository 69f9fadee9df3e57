using ScottPlot;

namespace R1Code.Report.Plots;

/// <summary>A chart as a PNG, for places that show no HTML.</summary>
internal static class PngChart
{
    private static readonly string[] Palette =
    [
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#cc79a7",
        "#e69f00",
        "#56b4e9",
        "#7f7f7f",
        "#8c564b",
    ];

    public static void Save(Chart chart, string path)
    {
        using var plot = new Plot();
        plot.Title(chart.Title, size: 17);
        plot.XLabel(chart.X);
        plot.YLabel(chart.IsShare ? $"{chart.Y} (%)" : chart.Y);
        var scale = chart.IsShare ? 100 : 1;
        for (var i = 0; i < chart.Lines.Count; i++)
        {
            Add(plot, chart.Lines[i], Color.FromHex(Palette[(chart.Lines[i].Colour ?? i) % Palette.Length]), scale);
        }

        if (chart.Places.Count > 0)
        {
            plot.Axes.Bottom.SetTicks([.. chart.Places.Select((_, i) => (double)i)], [.. chart.Places]);
        }

        plot.Axes.AutoScale();
        if (chart.YRange.Least >= 0)
        {
            plot.Axes.SetLimitsY(0, chart.YRange.Most * scale * 1.05);
        }

        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, 900, 520);
    }

    private static void Add(Plot plot, ChartLine line, Color colour, double scale)
    {
        double[] x = [.. line.Points.Select(p => p.X)];
        if (line.Points.Any(p => p.High > p.Low))
        {
            var band = plot.Add.FillY(
                x,
                [.. line.Points.Select(p => p.Low * scale)],
                [.. line.Points.Select(p => p.High * scale)]
            );
            band.FillColor = colour.WithAlpha(40);
            band.LineWidth = 0;
        }

        var curve = plot.Add.Scatter(x, [.. line.Points.Select(p => p.Y * scale)], colour);
        curve.LegendText = line.Name;
        curve.LineWidth = 2;
        curve.MarkerSize = line.Points.Count <= 12 ? 7 : 0;
    }
}
