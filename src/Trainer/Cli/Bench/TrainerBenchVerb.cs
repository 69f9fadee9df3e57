using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Cli.Verbs;
using R1Code.Trainer.Benchmarks;

namespace R1Code.Cli.Bench;

/// <summary><c>bench trainer</c>: sampling and training as shares of this machine's own limits.</summary>
internal sealed class TrainerBenchVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<bool> _small = new("--small")
    {
        Description = "Leave out the 100M model (2 GB, some minutes).",
    };
    private readonly Option<bool> _json = CommonOptions.Json();

    public TrainerBenchVerb(Screen screen)
        : base(
            "trainer",
            "Decoding and training beside memory bandwidth, matrix rate and a naive loop of this machine."
        )
    {
        _screen = screen;
        Add(_small);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var measured = await Task.Run(
            () =>
                BenchTrainer.Run(
                    withLarge: !parse.GetValue(_small),
                    figure => _screen.Note($"{figure.Name}: {Tables.Number(figure.Value, 0)} {figure.Unit}"),
                    cancellationToken
                ),
            cancellationToken
        );
        var report = new BenchReport { Part = "trainer", Rows = [.. Limits(measured.Limits), .. Figures(measured)] };
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

    private static BenchRow[] Limits(MachineLimits limits) =>
        [
            new("memory bandwidth", limits.BytesPerSecond / 1e9, "GB/s")
            {
                Note = $"reading 256 MB, {limits.Threads} threads, middle of all turns",
            },
            new("matrix rate", limits.FlopsPerSecond / 1e9, "GFLOP/s")
            {
                Note = "float32 product, 1,024 or 2,048 cubed, middle of all turns",
            },
        ];

    private static IEnumerable<BenchRow> Figures(R1Code.Trainer.Benchmarks.BenchReport measured)
    {
        foreach (var figure in measured.Figures)
        {
            yield return new BenchRow(figure.Name, figure.Value, figure.Unit);
            yield return new BenchRow($"{figure.Name}: share", figure.Ratio, "x")
            {
                Note = $"of {figure.Limit}",
                AtLeast = figure.LowerIsBetter ? null : figure.Target,
                AtMost = figure.LowerIsBetter ? figure.Target : null,
            };
        }
    }
}
