using System.Diagnostics;
using R1Code.Sandbox;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Sandbox;

/// <summary>What judging takes: one submission at a time, and as many at once as asked for.</summary>
internal sealed class JudgeTimes(CSharpSandbox sandbox)
{
    private const int MostLooks = 120;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    private int _number;

    /// <summary>Milliseconds from call to verdict of each of <paramref name="count"/> different submissions, one by one.</summary>
    public async Task<Measured> OneByOneAsync(
        BenchProgram program,
        int tests,
        int count,
        CancellationToken cancellationToken
    )
    {
        var measured = new Measured();
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var verdict = await JudgeAsync(program, tests, cancellationToken);
            measured.Whole.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            measured.Compile.Add(verdict.CompileMs);
            measured.Test.AddRange(verdict.Tests.Select(test => test.WallMs));
        }

        return measured;
    }

    /// <summary>Submissions a second with so many in flight, over at least <paramref name="count"/> of them.</summary>
    public async Task<double> RateAsync(
        BenchProgram program,
        int tests,
        int inFlight,
        int count,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken },
            async (_, token) => await JudgeAsync(program, tests, token)
        );
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>
    /// Processor milliseconds of a submission, over <paramref name="count"/> different ones with so many in flight: this process and
    /// every box, tests included. The engine's own relaying of bytes is not in it. NaN where the host may not look into the boxes.
    /// </summary>
    public async Task<CpuShare> CpuAsync(
        BenchProgram program,
        int tests,
        int inFlight,
        int count,
        CancellationToken cancellationToken
    )
    {
        // Looking at the boxes is this process's work too, but no submission's: its own time is taken inside of both looks.
        var before = await BoxCpuAsync(cancellationToken);
        var hostBefore = Environment.CpuUsage.TotalTime;
        await RateAsync(program, tests, inFlight, count, cancellationToken);
        var host = Environment.CpuUsage.TotalTime - hostBefore;
        var after = await BoxCpuAsync(cancellationToken);
        return new CpuShare(
            host.TotalMilliseconds / count,
            (after.Compiler - before.Compiler) / count,
            (after.Runner - before.Runner) / count
        );
    }

    /// <summary>
    /// Waits until the compilers rest: after much work they go on optimising their own code. True when they rested at once, or when
    /// the host may not look into the boxes.
    /// </summary>
    public async Task<bool> AwaitIdleCompilersAsync(CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var before = await BoxCpuAsync(cancellationToken);
            await Task.Delay(BetweenLooks, cancellationToken);
            var after = await BoxCpuAsync(cancellationToken);
            if (double.IsNaN(after.Compiler) || after.Compiler - before.Compiler < BetweenLooks.TotalMilliseconds / 10)
            {
                return look == 0;
            }
        }

        return false;
    }

    private async Task<(double Compiler, double Runner)> BoxCpuAsync(CancellationToken cancellationToken)
    {
        var boxes = await SandboxAudit.LookAsync(sandbox, cancellationToken);
        return (Of("compiler"), Of("runner"));

        double Of(string role) =>
            boxes.Where(box => box.Role == role).Sum(box => box.CpuTime?.TotalMilliseconds ?? double.NaN);
    }

    private async Task<Verdict> JudgeAsync(BenchProgram program, int tests, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        var verdict = await sandbox.JudgeAsync(
            program.Problem(number, tests),
            program.Source(number),
            cancellationToken
        );
        return verdict.Status == VerdictStatus.Accepted
            ? verdict
            : throw new InvalidOperationException(
                $"The measured program '{program.Name}' was judged {verdict.Status}: {verdict.Message} {string.Join(' ', verdict.Diagnostics)}"
            );
    }
}

/// <summary>Processor milliseconds, by who spent them.</summary>
internal sealed record CpuShare(double Host, double Compiler, double Runner)
{
    /// <summary>All of them.</summary>
    public double Total => Host + Compiler + Runner;
}

/// <summary>Milliseconds measured.</summary>
internal sealed class Measured
{
    /// <summary>From call to verdict.</summary>
    public List<double> Whole { get; } = [];

    /// <summary>Of which compiling.</summary>
    public List<double> Compile { get; } = [];

    /// <summary>Of each test, in the box.</summary>
    public List<double> Test { get; } = [];
}
