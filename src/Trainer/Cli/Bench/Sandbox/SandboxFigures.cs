using System.Globalization;
using R1Code.Sandbox;

namespace R1Code.Cli.Bench.Sandbox;

/// <summary>Measures one program through the sandbox and beside it, in one run, and puts the figures in rows.</summary>
internal sealed class SandboxFigures(CSharpSandbox sandbox, int rounds, Action<string> note)
{
    private const int Tests = 10;
    private const int InProcessRounds = 20;

    // A guest's processors are taken away and given back by its host: the ratio of one block of work says little, their median more.
    private const int CpuBlocks = 7;

    // The kernel counts a box's time in hundredths of a second: a compiler's part of few submissions would be a handful of them.
    private const int CpuSubmissions = 8;

    // A service that has run for a while is what is measured: the host's and the compilers' hot code is optimised by then. As long
    // as a compiler optimises its own code beside its work, a submission takes several times the processor time it takes later.
    private const int WarmUpSubmissions = 100;
    private const int MostWarmUps = 30;
    private static readonly int[] InFlight = [1, 2, 4, 8];

    private readonly JudgeTimes _judge = new(sandbox);

    /// <summary>Every figure of the program.</summary>
    public async Task<IReadOnlyList<BenchRow>> MeasureAsync(BenchProgram program, CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        note($"{program.Name}: warming up …");
        await WarmUpAsync(program, cancellationToken);
        note($"{program.Name}: one submission at a time …");
        var five = await _judge.OneByOneAsync(program, 5, rounds, cancellationToken);
        rows.Add(WithP95(program, "compile", five.Compile));
        rows.Add(WithP95(program, "a test in the box", five.Test));
        rows.Add(Row(program, "5 tests, p50", Samples.Median(five.Whole), "ms") with { AtMost = 25 });
        rows.Add(Row(program, "5 tests, p99", Samples.Percentile(five.Whole, 0.99), "ms") with { AtMost = 100 });
        var ten = 0.0;
        foreach (var tests in new[] { 1, Tests, 100 })
        {
            var count = tests == 100 ? Math.Max(3, rounds / 10) : rounds;
            var whole = (await _judge.OneByOneAsync(program, tests, count, cancellationToken)).Whole;
            ten = tests == Tests ? Samples.Median(whole) : ten;
            rows.Add(WithP95(program, $"{tests} tests, p50", whole));
        }

        await AddRatesAsync(program, rows, cancellationToken);

        // With work for every box: an idle one would take over some of a submission's tests, which is faster but costs more.
        var cpu = new List<CpuShare>();
        for (var block = 0; block < CpuBlocks; block++)
        {
            cpu.Add(await _judge.CpuAsync(program, Tests, InFlight[^1], rounds * CpuSubmissions, cancellationToken));
        }

        await AddBaselinesAsync(program, ten, Samples.Median(five.Compile), cpu, rows, cancellationToken);
        return rows;
    }

    // Several submissions at once, so that every compiler gets its part; until two batches in a row left the compilers nothing to
    // do beside their work.
    private async Task WarmUpAsync(BenchProgram program, CancellationToken cancellationToken)
    {
        for (var (batch, calm) = (0, 0); batch < MostWarmUps && calm < 2; batch++)
        {
            await _judge.RateAsync(program, 2, InFlight[^1], WarmUpSubmissions, cancellationToken);
            await _judge.OneByOneAsync(program, 5, rounds, cancellationToken);
            calm = await _judge.AwaitIdleCompilersAsync(cancellationToken) ? calm + 1 : 0;
        }
    }

    private async Task AddRatesAsync(BenchProgram program, List<BenchRow> rows, CancellationToken cancellationToken)
    {
        note($"{program.Name}: several in flight …");
        var best = 0.0;
        foreach (var inFlight in InFlight)
        {
            var rate = await _judge.RateAsync(program, Tests, inFlight, rounds * 2, cancellationToken);
            best = Math.Max(best, rate);
            rows.Add(
                Row(program, $"{inFlight} in flight", rate, "submissions/s") with
                {
                    Note = string.Create(CultureInfo.InvariantCulture, $"{rate * Tests:0} tests/s"),
                }
            );
        }

        rows.Add(Row(program, "ten-test submissions, best", best, "1/s") with { AtLeast = 60 });
    }

    private async Task AddBaselinesAsync(
        BenchProgram program,
        double ours,
        double compile,
        List<CpuShare> blocks,
        List<BenchRow> rows,
        CancellationToken cancellationToken
    )
    {
        note($"{program.Name}: without the sandbox …");
        using var baselines = new Baselines(program);
        List<double> project = [];
        for (var i = 0; i < 3; i++)
        {
            project.Add(await baselines.NewProjectAsync(cancellationToken));
        }

        List<double> process = [];
        List<double> processes = [];
        for (var i = 0; i < Tests; i++)
        {
            process.Add(await baselines.NewProcessAsync(cancellationToken));
            processes.Add(await baselines.NewProcessesAsync(Environment.ProcessorCount, cancellationToken));
        }

        var a = Samples.Median(project) * Tests;
        var b = compile + (Samples.Median(process) * Tests);
        var direct = Enumerable.Range(0, InProcessRounds).Select(_ => baselines.InProcess(Tests)).ToArray();
        var c = compile + Samples.Median([.. direct.Select(d => d.Wall)]);
        var call = direct.Average(d => d.Cpu);
        var cpu = blocks.OrderBy(block => block.Total / (block.Compiler + call)).ElementAt(blocks.Count / 2);
        var cpuOfC = cpu.Compiler + call;
        rows.Add(
            Row(program, "against (a)", a / ours, "x") with
            {
                AtLeast = 1000,
                Note = string.Create(CultureInfo.InvariantCulture, $"dotnet new + run per test: {a / Tests:0} ms each"),
            }
        );
        rows.Add(
            Row(program, "against (b)", b / ours, "x") with
            {
                AtLeast = 6,
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"warm compiler + a process per test: {Samples.Median(process):0} ms each"
                ),
            }
        );

        // The sandbox shares a submission's tests out over its idle boxes, so (b) is also given all the cores.
        rows.Add(
            Row(program, "against (b) on all cores", (compile + (Samples.Median(processes) * Tests)) / ours, "x") with
            {
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Environment.ProcessorCount} processes at once: {Samples.Median(processes):0} ms each"
                ),
            }
        );
        rows.Add(
            Row(program, "CPU time over (c)", cpu.Total / cpuOfC, "x") with
            {
                AtMost = 4,
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"host {cpu.Host:0.0}, compiler {cpu.Compiler:0.0}, runner {cpu.Runner:0.0} ms; (c) {cpuOfC:0.0} ms"
                ),
            }
        );
        rows.Add(
            Row(program, "wall time over (c)", ours / c, "x") with
            {
                Note = string.Create(CultureInfo.InvariantCulture, $"compile and call in one process: {c:0.0} ms"),
            }
        );
    }

    private static BenchRow WithP95(BenchProgram program, string name, List<double> times) =>
        Row(program, name, Samples.Median(times), "ms") with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"p95 {Samples.Percentile(times, 0.95):0.0} ms"),
        };

    private static BenchRow Row(BenchProgram program, string name, double value, string unit) =>
        new($"{program.Name}: {name}", value, unit);
}
