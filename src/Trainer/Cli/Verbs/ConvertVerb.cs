using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Rewards.Files;

namespace R1Code.Cli.Verbs;

/// <summary><c>convert</c>: problems of any known format as R1Code's own, line by line, whatever the file's size.</summary>
internal sealed class ConvertVerb : Verb
{
    private readonly Screen _screen;
    private readonly Argument<string> _file = new("FILE")
    {
        Description =
            "Problems as MultiPL-E, mxeval/MBXP, open-r1, LiveCodeBench, CommonOJ or R1Code write them "
            + "(.jsonl, .jsonl.gz, .parquet).",
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "File for the problems; one that ends in .gz is compressed. [default: standard output]",
        HelpName = "P.jsonl",
    };
    private readonly Option<bool> _skipFaulty = new("--skip-faulty")
    {
        Description = "Leave rows out that cannot be converted and name them, instead of writing nothing.",
    };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the counts as one JSON object; needs --out, because problems are JSON lines already.",
    };

    public ConvertVerb(Screen screen)
        : base("convert", "Turn a problem set of any known format into R1Code's own.")
    {
        _screen = screen;
        Add(_file);
        Add(_out);
        Add(_skipFaulty);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_out) is null)
            {
                result.AddError("--json prints the counts on standard output, so the problems need --out.");
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var path = parse.GetRequiredValue(_file);
        var target = parse.GetValue(_out);
        var faults = new FaultList(path);
        using var file = target is null ? null : new FinishedFile(target, compressed: IsGzip(target));
        Action<string> write = file is null ? _screen.Line : file.WriteLine;
        var count = 0;
        using (var meter = new Meter(_screen, "converting"))
        {
            foreach (var problem in ProblemFile.Stream(path, faults))
            {
                cancellationToken.ThrowIfCancellationRequested();
                write(Screen.JsonLine(problem));
                count++;
                meter.Advance();
            }
        }

        if (count == 0 && faults.IsEmpty)
        {
            faults.Add(0, null, "holds no problem");
        }

        if (count == 0 || !parse.GetValue(_skipFaulty))
        {
            faults.ThrowIfAny();
        }

        file?.Commit();
        Show(count, faults, parse.GetValue(_json));
        return Task.FromResult(ExitCodes.Done);
    }

    private void Show(int count, FaultList faults, bool asJson)
    {
        foreach (var fault in faults.Listed)
        {
            _screen.Warning($"left out: {fault}");
        }

        if (asJson)
        {
            _screen.Json(new { Problems = count, Faults = faults.Count });
        }
        else
        {
            _screen.Note($"{count} problems converted, {faults.Count} faults.");
        }
    }

    private static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
