using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using R1Code.Report.Data;
using R1Code.Report.Measures;
using R1Code.Report.Plots;
using R1Code.Sandbox.Protocol;

namespace R1Code.Report.Page;

/// <summary>The report as one HTML file: style, script, charts and samples inside, nothing fetched from anywhere.</summary>
internal static class HtmlPage
{
    public static string Of(RunData run, StageTable table, IReadOnlyList<Claim> claims, IReadOnlyList<Chart> charts)
    {
        var page = new StringBuilder();
        page.Append(
                "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
            )
            .Append(Text(run.Name))
            .Append("</title><style>")
            .Append(Resource("report.css"))
            .Append("</style></head><body><header><h1>")
            .Append(Text(run.Name))
            .Append("</h1><p>")
            .Append(Text(run.Description))
            .Append(
                "</p><nav><a href=\"#stages\">Stages</a> <a href=\"#claims\">Claims</a> <a href=\"#charts\">Charts</a> <a href=\"#time\">Time</a> <a href=\"#samples\">Samples</a></nav></header><main>"
            );
        Stages(page, run, table);
        if (claims.Any(claim => claim.Outcome != ClaimOutcome.NotMeasured))
        {
            Claims(page, claims, run.Seeds.Count);
        }

        Charts(page, charts);
        Time(page, run);
        Browser(page, run);
        page.Append("</main><script>").Append(Resource("report.js")).Append("</script></body></html>\n");
        return page.ToString();
    }

    private static void Stages(StringBuilder page, RunData run, StageTable table)
    {
        page.Append("<section id=\"stages\"><h2>Stages</h2><p>")
            .Append(Text(Measured(run)))
            .Append("</p><div class=\"wide\"><table><thead><tr><th></th>");
        foreach (var stage in table.Stages)
        {
            page.Append("<th>").Append(Text(stage)).Append("</th>");
        }

        page.Append("</tr></thead><tbody>");
        foreach (var group in table.Rows.GroupBy(row => row.Group, StringComparer.Ordinal))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr class=\"group\"><th colspan=\"{table.Stages.Count + 1}\">{Text(group.Key)}</th></tr>"
            );
            foreach (var row in group)
            {
                page.Append("<tr><th>").Append(Text(row.Name)).Append("</th>");
                page.AppendJoin("", row.Values.Select(value => $"<td>{Text(value)}</td>")).Append("</tr>");
            }
        }

        page.Append("</tbody></table></div>");
        Stories(page, run.Stories);
        page.Append("</section>");
    }

    private static void Stories(StringBuilder page, IReadOnlyList<StageStory> stories)
    {
        if (stories.Count == 0)
        {
            return;
        }

        page.Append("<details open><summary>What each stage does</summary><dl>");
        foreach (var story in stories)
        {
            page.Append("<dt>").Append(Text(story.Name)).Append("</dt><dd>").Append(Text(story.Text)).Append("</dd>");
        }

        page.Append("</dl></details>");
    }

    private static string Measured(RunData run)
    {
        var report = run.Stages.Select(stage => stage.Row.Report).LastOrDefault(r => r is not null);
        var seeds = $"{run.Seeds.Count} seed{(run.Seeds.Count == 1 ? "" : "s")} ({string.Join(", ", run.Seeds)})";
        return report is null
            ? $"{seeds}; nothing was measured."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{seeds}; n = {report.Problems} held-out problems, {report.Samples} sampled completions each at temperature {report.Temperature} and top-p {report.TopP}, sampling seed {report.Seed}. Shares in percent; ± is the standard deviation between seeds."
            );
    }

    private static void Claims(StringBuilder page, IReadOnlyList<Claim> claims, int seeds)
    {
        page.Append(
            CultureInfo.InvariantCulture,
            $"<section id=\"claims\"><h2>Claims</h2><p>A part holds when the paired difference over problems has the expected sign, p &lt; 0.05 (10,000 sign flips), and the same sign in every one of {seeds} seed{(seeds == 1 ? "; with a single seed this says little" : "s")}.</p>"
        );
        foreach (var claim in claims)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<article class=\"claim\"><h3><span class=\"outcome {claim.Outcome}\">{Text(claim.OutcomeText)}</span> ({claim.Id}) {Text(claim.Text)}</h3><div class=\"wide\"><table><thead><tr><th>comparison</th><th>outcome</th><th>first</th><th>second</th><th>difference</th><th>p</th><th>seeds</th></tr></thead><tbody>"
            );
            foreach (var part in claim.Parts)
            {
                Part(page, part);
            }

            page.Append("</tbody></table></div></article>");
        }

        page.Append("</section>");
    }

    private static void Part(StringBuilder page, ClaimPart part)
    {
        page.Append("<tr><th>").Append(Text(part.Text)).Append("</th>");
        page.Append(
            part.Test is { } test
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"<td class=\"{(part.Holds ? "right" : "wrong")}\">{(part.Holds ? "holds" : "does not hold")}</td><td>{part.A!.Mean * 100:0.0}</td><td>{part.B!.Mean * 100:0.0}</td><td>{test.Difference * 100:+0.0;-0.0;0.0}</td><td>{test.P:0.0000}</td><td>{test.SeedsAgreeing}/{test.SeedDifferences.Count}</td>"
                )
                : "<td>not measured</td><td>–</td><td>–</td><td>–</td><td>–</td><td>–</td>"
        );
        page.Append("</tr>");
    }

    private static void Charts(StringBuilder page, IReadOnlyList<Chart> charts)
    {
        page.Append("<section id=\"charts\"><h2>Charts</h2><div class=\"charts\">");
        foreach (var chart in charts)
        {
            page.Append("<figure><figcaption><b>")
                .Append(Text(chart.Title))
                .Append("</b></figcaption>")
                .Append(SvgChart.Of(chart));
            page.Append("<ul class=\"legend\">");
            page.AppendJoin(
                "",
                chart.Lines.Select(
                    (line, i) => $"<li class=\"c{(line.Colour ?? i) % SvgChart.Colours}\">{Text(line.Name)}</li>"
                )
            );
            page.Append("</ul><p class=\"note\">").Append(Text(chart.Note)).Append("</p></figure>");
        }

        page.Append("</div></section>");
    }

    private static void Time(StringBuilder page, RunData run)
    {
        page.Append(
            "<section id=\"time\"><h2>Where the time went</h2><p>Seconds of the steps of one seed on average; rewards are computed while completions are written, what is counted is the waiting after the last one.</p><div class=\"wide\"><table><thead><tr><th>stage</th><th>steps</th><th>seconds</th><th>generation</th><th>rewards</th><th>update</th><th>other</th></tr></thead><tbody>"
        );
        foreach (var name in run.Names)
        {
            var seeds = run.Of(name).Where(stage => stage.Steps.Count > 0).ToList();
            if (seeds.Count == 0)
            {
                continue;
            }

            var total = Sum("step_time");
            var (generation, rewards, update) = (
                Sum("timing_s/gen"),
                Sum("timing_s/reward"),
                Sum("timing_s/update_actor")
            );
            update = generation == 0 ? total : update;
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th>{Text(name)}</th><td>{seeds.Average(s => s.Steps.Count):0}</td><td>{total:0}</td><td>{Share(generation)}</td><td>{Share(rewards)}</td><td>{Share(update)}</td><td>{Share(Math.Max(0, total - generation - rewards - update))}</td></tr>"
            );

            double Sum(string key) => seeds.Average(s => s.Steps.Sum(step => step.GetValueOrDefault(key)));

            string Share(double seconds) =>
                total == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{seconds / total * 100:0} %");
        }

        page.Append("</tbody></table></div></section>");
    }

    private static void Browser(StringBuilder page, RunData run)
    {
        var samples = Samples.Of(run);
        page.Append(
                "<section id=\"samples\"><h2>Samples</h2><div id=\"filters\"></div><p id=\"count\"></p><div id=\"list\"></div><noscript>The samples need JavaScript.</noscript><script type=\"application/json\" id=\"data\">"
            )
            .Append(Json(samples))
            .Append("</script></section>");
    }

    // Text of a model inside a script element: a "<" would let it end the element.
    private static string Json(IReadOnlyList<Sample> samples) =>
        JsonSerializer.Serialize(samples, R1Json.Options).Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
