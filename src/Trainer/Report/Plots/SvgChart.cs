using System.Globalization;
using System.Net;
using System.Text;

namespace R1Code.Report.Plots;

/// <summary>A chart as SVG inside a page; colours are the page's variables, so that it follows light and dark.</summary>
internal static class SvgChart
{
    private const double Width = 620;
    private const double Height = 320;
    private const double Left = 56;
    private const double Right = 14;
    private const double Top = 12;
    private const double Bottom = 44;

    /// <summary>Colours of lines: c0 … c7 in the page's style.</summary>
    public const int Colours = 8;

    public static string Of(Chart chart)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(chart.Title)}\">"
        );
        Axes(svg, chart);
        for (var i = 0; i < chart.Lines.Count; i++)
        {
            Line(svg, chart, chart.Lines[i], (chart.Lines[i].Colour ?? i) % Colours);
        }

        svg.Append("</svg>");
        return svg.ToString();
    }

    private static void Axes(StringBuilder svg, Chart chart)
    {
        var (least, most) = chart.YRange;
        foreach (var tick in Ticks.Between(least, most))
        {
            var y = Y(chart, tick);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text class=\"tick\" x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Number(tick, chart.IsShare)}</text>"
            );
        }

        var places =
            chart.Places.Count > 0
                ? [.. Enumerable.Range(0, chart.Places.Count).Select(i => (double)i)]
                : Ticks.Between(chart.XRange.Least, chart.XRange.Most);
        foreach (var tick in places)
        {
            var label = chart.Places.Count > 0 ? Text(chart.Places[(int)tick]) : Number(tick, isShare: false);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"tick\" x=\"{X(chart, tick):0.#}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{label}</text>"
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"label\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Text(chart.X)}</text><text class=\"label\" transform=\"translate(13 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Text(chart.Y)}</text>"
        );
    }

    private static void Line(StringBuilder svg, Chart chart, ChartLine line, int colour)
    {
        if (line.Points.Any(p => p.High > p.Low))
        {
            var edge = line
                .Points.Select(p => Place(chart, p.X, p.High))
                .Concat(line.Points.Reverse().Select(p => Place(chart, p.X, p.Low)));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<polygon class=\"band c{colour}\" points=\"{string.Join(' ', edge)}\"/>"
            );
        }

        var places = string.Join(' ', line.Points.Select(p => Place(chart, p.X, p.Y)));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line c{colour}\" points=\"{places}\"/>");
        if (line.Points.Count <= 12)
        {
            foreach (var p in line.Points)
            {
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle class=\"dot c{colour}\" cx=\"{X(chart, p.X):0.#}\" cy=\"{Y(chart, p.Y):0.#}\" r=\"3.2\"><title>{Text(line.Name)}: {Number(p.Y, chart.IsShare)}</title></circle>"
                );
            }
        }
    }

    private static string Place(Chart chart, double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"{X(chart, x):0.#},{Y(chart, y):0.#}");

    private static double X(Chart chart, double x)
    {
        var (least, most) = chart.Places.Count > 1 ? (0, chart.Places.Count - 1) : chart.XRange;
        return Left + (x - least) / (most - least) * (Width - Left - Right);
    }

    private static double Y(Chart chart, double y)
    {
        var (least, most) = chart.YRange;
        return Height - Bottom - (y - least) / (most - least) * (Height - Top - Bottom);
    }

    private static string Number(double value, bool isShare) =>
        isShare
            ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %")
            : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
