using System.CommandLine;
using R1Code.Cli.Bench.Sandbox;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Cli.Verbs;
using R1Code.Sandbox;

namespace R1Code.Cli.Bench;

/// <summary><c>bench sandbox</c>: what judging takes, beside what others do for the same, measured in the same run.</summary>
internal sealed class SandboxBenchVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "Submissions per figure.",
        HelpName = "N",
        DefaultValueFactory = _ => 60,
    };
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<bool> _json = CommonOptions.Json();

    public SandboxBenchVerb(Screen screen)
        : base("sandbox", "Measure the sandbox: compiling, a test, whole submissions, several at once, and baselines.")
    {
        _screen = screen;
        _rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 5 or > 100_000)
            {
                result.AddError("--rounds must be from 5 to 100000.");
            }
        });
        Add(_rounds);
        Add(_workers);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var options = new SandboxOptions { Boxes = parse.GetValue(_workers) };
        await using var session = await SandboxSession.OpenAsync(_screen, options, cancellationToken);
        var figures = new SandboxFigures(session.Sandbox, parse.GetValue(_rounds), _screen.Note);
        var report = new BenchReport
        {
            Part = "sandbox",
            Rows =
            [
                .. await figures.MeasureAsync(BenchProgram.Small, cancellationToken),
                .. await figures.MeasureAsync(BenchProgram.Linq, cancellationToken),
            ],
        };
        if (parse.GetValue(_json))
        {
            _screen.Json(report);
        }
        else
        {
            _screen.Show(BenchTable.Of(report));
        }

        return report.Holds ? ExitCodes.Done : ExitCodes.Failed;
    }
}
