using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Cli.Training;
using R1Code.Report;

namespace R1Code.Cli.Verbs;

/// <summary><c>report</c>: a run's tables, charts and samples as one HTML file, and the claims of the lab recipes.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Screen _screen;
    private readonly Argument<string> _run = new("DIR") { Description = "Folder of a run, finished or not." };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Folder for report.html and the PNGs. [default: DIR/report]",
        HelpName = "DIR",
    };
    private readonly Option<bool> _json = CommonOptions.Json();

    public ReportVerb(Screen screen)
        : base("report", "Draw a run: stage table, curves, verdicts and samples as one HTML file, with PNGs beside it.")
    {
        _screen = screen;
        Add(_run);
        Add(_out);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var run = parse.GetRequiredValue(_run);
        if (!Directory.Exists(run))
        {
            throw new BadInputException(run, null, "there is no such folder");
        }

        var report = RunReport.Of(run);
        var path = report.Write(parse.GetValue(_out) ?? Path.Combine(run, "report"));
        if (parse.GetValue(_json))
        {
            _screen.Json(
                new
                {
                    report.Table,
                    report.Claims,
                    Html = Path.GetFullPath(path),
                }
            );
        }
        else
        {
            StageTableView.Show(_screen, report);
            _screen.Line($"report: {path}");
        }

        return Task.FromResult(ExitCodes.Done);
    }
}
