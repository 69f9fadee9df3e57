using System.Diagnostics;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Sandbox;

/// <summary>What judging takes: one submission at a time, and as many at once as asked for.</summary>
internal sealed class JudgeTimes(ISandbox sandbox)
{
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
