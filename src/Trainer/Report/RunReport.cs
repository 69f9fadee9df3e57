using R1Code.Report.Data;
using R1Code.Report.Measures;
using R1Code.Report.Page;
using R1Code.Report.Plots;

namespace R1Code.Report;

/// <summary>
/// The report of a run: one HTML file and a PNG per chart. Reads the run's folder only, so it can be made while the run goes
/// on, of what is finished.
/// </summary>
public sealed class RunReport
{
    private readonly RunData _run;
    private readonly IReadOnlyList<Claim> _claims;

    private RunReport(RunData run)
    {
        _run = run;
        Table = StageTable.Of(run);
        _claims = LabClaims.Of(run);
    }

    /// <summary>What was measured after each stage.</summary>
    public StageTable Table { get; }

    /// <summary>A line per claim that was measured: outcome, text and numbers.</summary>
    public IReadOnlyList<string> Claims =>
        [
            .. _claims
                .Where(claim => claim.Outcome != ClaimOutcome.NotMeasured)
                .SelectMany(claim =>
                    new[] { $"({claim.Id}) {claim.OutcomeText}: {claim.Text}" }.Concat(claim.Parts.Select(Line))
                ),
        ];

    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="InvalidDataException">It is no run, or nothing of it is finished; the message says which.</exception>
    public static RunReport Of(string folder) => new(RunData.Load(folder));

    /// <summary>Writes <c>report.html</c> and the PNGs.</summary>
    /// <returns>The path of the HTML file.</returns>
    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var charts = RunCharts.Of(_run);
        foreach (var chart in charts)
        {
            PngChart.Save(chart, Path.Combine(folder, chart.Name + ".png"));
        }

        var path = Path.Combine(folder, "report.html");
        File.WriteAllText(path, HtmlPage.Of(_run, Table, _claims, charts));
        return path;
    }

    private static string Line(ClaimPart part) =>
        part.Test is { } test
            ? string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"    {(part.Holds ? "holds" : "does not hold")}: {part.Text}: {part.A!.Mean * 100:0.0} and {part.B!.Mean * 100:0.0}, difference {test.Difference * 100:+0.0;-0.0;0.0}, p {test.P:0.0000}, {test.SeedsAgreeing} of {test.SeedDifferences.Count} seeds"
            )
            : $"    not measured: {part.Text}";
}
