using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using R1Code.Cli.Bench.Soak;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Cli.Verbs;
using R1Code.Sandbox;
using R1Code.Sandbox.Auditing;

namespace R1Code.Cli.Bench;

/// <summary>
/// <c>bench soak</c>: thousands of the corpus's programs, right, wrong and hostile, through one sandbox; then nothing may
/// be left and nothing may have grown.
/// </summary>
internal sealed class SoakBenchVerb : Verb
{
    // What a compiler may hold resident at most, and a runner whose programs have ended.
    private const double CompilerMegabytes = 400;
    private const double RunnerMegabytes = 80;

    private readonly Screen _screen;
    private readonly Option<int> _submissions = new Option<int>("--submissions")
    {
        Description = "How many submissions are judged.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    }.Between(1, 10_000_000);
    private readonly Option<int> _hostile = new Option<int>("--hostile")
    {
        Description = "Percentage of hostile programs; as many again are wrong on purpose.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.Between(0, 50);
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Chooses what is drawn: the same seed draws the same submissions.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string> _corpus = new("--corpus")
    {
        Description = "Folder with Programs and Attacks.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("tests", "Corpus"),
    };
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<bool> _json = CommonOptions.Json();

    public SoakBenchVerb(Screen screen)
        : base("soak", "Judge thousands of corpus programs and see that nothing is wrong, left or grown.")
    {
        _screen = screen;
        Add(_submissions);
        Add(_hostile);
        Add(_seed);
        Add(_corpus);
        Add(_workers);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var folder = parse.GetValue(_corpus)!;
        if (!Directory.Exists(Path.Combine(folder, GoldenCorpus.Attacks)))
        {
            throw new BadInputException($"{folder} holds no corpus: name its folder with --corpus.");
        }

        var workers = parse.GetValue(_workers);
        var options = new SandboxOptions { Boxes = workers, CompileCpuMs = 3000 };
        var plan = new SoakPlan(new GoldenCorpus(folder), parse.GetValue(_hostile), parse.GetValue(_seed));
        var started = Stopwatch.GetTimestamp();
        SoakRun run;
        SandboxHealth health;
        CSharpSandbox sandbox;
        await using (var session = await SandboxSession.OpenAsync(_screen, options, cancellationToken))
        {
            sandbox = session.Sandbox;
            run = new SoakRun(sandbox, plan, parse.GetValue(_submissions), workers, _screen.Note);
            await run.RunAsync(cancellationToken);
            health = sandbox.Health;
        }

        var left = await SandboxAudit.CountLeftAsync(sandbox, options, cancellationToken);
        var report = new BenchReport
        {
            Part = "soak",
            Rows = [.. Rows(run, health, left, Stopwatch.GetElapsedTime(started), parse.GetValue(_submissions))],
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

    private static IEnumerable<BenchRow> Rows(SoakRun run, SandboxHealth health, int left, TimeSpan took, int count)
    {
        var seen = run.Seen;
        var last = seen[^1];
        var idle = last.Boxes.Where(box => box.Role == "runner").ToList();
        yield return new BenchRow("submissions", count, "") { Note = $"in {took:hh\\:mm\\:ss}" };
        yield return new BenchRow("wrong verdicts", run.Wrong.Count, "") { AtMost = 0 };
        yield return new BenchRow("compiled", health.CompileCacheMisses, "")
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{health.CompileCacheHits} from the cache"),
        };
        yield return new BenchRow("boxes started", health.StartedBoxes, "");
        yield return new BenchRow("containers left", left, "") { AtMost = 0 };
        yield return new BenchRow("processes left in a box", idle.Max(box => box.Processes - 1) ?? 0, "")
        {
            AtMost = 0,
        };
        yield return new BenchRow("files left in a box", idle.Max(box => box.ScratchEntries - 1) ?? 0, "")
        {
            AtMost = 0,
        };
        yield return new BenchRow("descriptors more than at first", last.Descriptors - seen[0].Descriptors, "")
        {
            AtMost = 16,
        };
        yield return new BenchRow("largest compiler", seen.Max(look => look.Megabytes("compiler")), "MB")
        {
            AtMost = CompilerMegabytes,
        };
        yield return new BenchRow("a runner at rest", last.Megabytes("runner"), "MB") { AtMost = RunnerMegabytes };
        yield return new BenchRow(
            "own memory more than at first",
            (last.ManagedBytes - seen[0].ManagedBytes) / 1e6,
            "MB"
        )
        {
            AtMost = 64,
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"beside {health.CompileCacheBytes / 1e6:0} MB of cached compilations"
            ),
        };
    }
}
