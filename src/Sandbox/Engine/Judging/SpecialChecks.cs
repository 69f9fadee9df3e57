using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Judging;

/// <summary>
/// Runs the checks of special judges, several of one judge in one request: what came while a box was busy goes together, so
/// that the judge is loaded, and what it uses compiled, once for all of them. Each check still has a process and a working
/// directory of its own.
/// </summary>
/// <param name="problemRunner">Runs them.</param>
/// <param name="boxes">How many requests of one judge are under way at most.</param>
internal sealed class SpecialChecks(RunService problemRunner, int boxes)
{
    // A check waits for those before it in its request: few enough that a slow judge is seen to go on.
    private const int MostChecks = 32;
    private const long MostBytes = 16 * 1024 * 1024;
    private static readonly TestLimits Limits = new() { OutputKb = 64 };

    private readonly Lock _lock = new();
    private readonly Dictionary<CompileReply, Line> _lines = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// One check: the judge runs with the files in its working directory and their names as its arguments. The outcome has one
    /// report, or says why there is none.
    /// </summary>
    public async Task<RunOutcome> RunAsync(
        CompileReply judge,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellationToken
    )
    {
        var check = new Check(files, cancellationToken);
        lock (_lock)
        {
            if (!_lines.TryGetValue(judge, out var line))
            {
                line = new Line();
                _lines.Add(judge, line);
            }

            line.Waiting.Enqueue(check);
            if (line.Workers < boxes)
            {
                line.Workers++;
                _ = Task.Run(() => WorkAsync(judge, line), CancellationToken.None);
            }
        }

        return await check.Outcome.Task.WaitAsync(cancellationToken);
    }

    private async Task WorkAsync(CompileReply judge, Line line)
    {
        while (Take(judge, line) is { Count: > 0 } checks)
        {
            try
            {
                await AnswerAsync(judge, checks);
            }
            // Nobody awaits this loop: whoever waits for a check has to hear of it.
            catch (Exception e)
            {
                checks.ForEach(check => check.Outcome.TrySetException(e));
            }
        }
    }

    private List<Check> Take(CompileReply judge, Line line)
    {
        List<Check> taken = [];
        var bytes = 0L;
        lock (_lock)
        {
            while (taken.Count < MostChecks && bytes < MostBytes && line.Waiting.TryDequeue(out var check))
            {
                if (!check.CancellationToken.IsCancellationRequested)
                {
                    taken.Add(check);
                    bytes += check.Files.Sum(file => (long)file.Content.Length);
                }
            }

            if (taken.Count == 0 && --line.Workers == 0)
            {
                _lines.Remove(judge);
            }
        }

        return taken;
    }

    private async Task AnswerAsync(CompileReply judge, List<Check> checks)
    {
        var run = await RunAsync(judge, checks);
        if (run.IsSuccess)
        {
            foreach (var (check, report) in checks.Zip(run.Reports))
            {
                check.Outcome.TrySetResult(RunOutcome.Finished([report], run.Done));
            }

            return;
        }

        // One that breaks boxes must not cost the others their verdict: each is asked once more, alone.
        foreach (var check in checks)
        {
            check.Outcome.TrySetResult(checks.Count == 1 ? run : await RunAsync(judge, [check]));
        }
    }

    // Checks that others share a request with are not given up when one caller leaves.
    private Task<RunOutcome> RunAsync(CompileReply judge, List<Check> checks) =>
        problemRunner.RunAsync(
            new RunRequest
            {
                Assembly = judge.Assembly,
                Entry = judge.Entry,
                Tests = [.. checks.Select(check => new TestInput([], -1) { Files = check.Files })],
                Limits = Limits,
                Args = [.. checks[0].Files.Select(file => file.Name)],
            },
            CancellationToken.None
        );

    private sealed record Check(IReadOnlyList<DataFile> Files, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<RunOutcome> Outcome { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Line
    {
        public Queue<Check> Waiting { get; } = new();

        public int Workers { get; set; }
    }
}
