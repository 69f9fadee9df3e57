using System.CommandLine;
using R1Code.Cli.Bench.Service;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Cli.Verbs;
using R1Code.Sandbox;

namespace R1Code.Cli.Bench;

/// <summary><c>bench service</c>: what HTTP and the queue cost beside the sandbox, and what a second worker brings.</summary>
internal sealed class ServiceBenchVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<string?> _connection = new("--connection")
    {
        Description =
            "Npgsql connection string of a database for the measurement. [default: a PostgreSQL of its own, where one is installed]",
        HelpName = "TEXT",
    };
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<bool> _json = CommonOptions.Json();

    public ServiceBenchVerb(Screen screen)
        : base(
            "service",
            "Measure the HTTP service: cost of a call and of the queue, a crowd of calls, a second worker."
        )
    {
        _screen = screen;
        Add(_connection);
        Add(_workers);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        var options = new SandboxOptions { Boxes = parse.GetValue(_workers) };
        await using (var session = await SandboxSession.OpenAsync(_screen, options, cancellationToken))
        {
            _screen.Note("calls over HTTP …");
            rows.AddRange(await HttpOverhead.MeasureAsync(session.Sandbox, cancellationToken));
            _screen.Note("a crowd of calls …");
            rows.AddRange(await Crowd.MeasureAsync(session.Sandbox, cancellationToken));
        }

        using var server = parse.GetValue(_connection) is null ? ScratchPostgres.TryStart() : null;
        var connection = parse.GetValue(_connection) ?? server?.Connection;
        _screen.Note("jobs through the queue …");
        rows.AddRange(await QueueOverhead.MeasureAsync(connection, cancellationToken));
        if (connection is null)
        {
            _screen.Warning(
                "PostgreSQL's server is not installed (apt-get install postgresql): nothing measured on it."
            );
        }
        else
        {
            _screen.Note("one worker process, then two …");
            rows.AddRange(await WorkerScaling.MeasureAsync(connection, cancellationToken));
        }

        return Show(new BenchReport { Part = "service", Rows = rows }, parse.GetValue(_json));
    }

    private int Show(BenchReport report, bool asJson)
    {
        if (asJson)
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
