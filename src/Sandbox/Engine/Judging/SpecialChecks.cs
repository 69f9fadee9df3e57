using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Judging;

/// <summary>
/// Runs the checks of one special judge, several in one request, so that the judge is loaded, and what it uses compiled, once
/// for all of them: alone a check takes about four times the processor time. Each still has a process and a working directory
/// of its own. A request leaves when it is full, when no submission is under way that could add to it, or when its first
/// check has waited for <see cref="Patience"/>.
/// </summary>
/// <param name="runAsync">Runs a request.</param>
/// <param name="boxes">How many requests are under way at most.</param>
/// <param name="time">Clock of the patience.</param>
internal sealed class SpecialChecks(Func<RunRequest, Task<RunOutcome>> runAsync, int boxes, TimeProvider time)
{
    /// <summary>Most checks of one request: those at its end wait for those before.</summary>
    internal const int MostChecks = 32;

    /// <summary>How long a check waits for company while there are submissions that may bring some.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private const long MostBytes = 16 * 1024 * 1024;
    private static readonly TestLimits Limits = new() { OutputKb = 64 };

    private readonly Lock _lock = new();
    private readonly Queue<Check> _waiting = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _submissions;
    private int _workers;

    /// <summary>Called when a worker has ended, which may be after the last caller has its answer.</summary>
    public Action Ended { get; init; } = static () => { };

    /// <summary>Whether anything is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _submissions == 0 && _workers == 0;
            }
        }
    }

    /// <summary>A submission is under way that may bring checks.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            _submissions++;
        }
    }

    /// <summary>A submission that had entered brings its checks, all at once; no more will come of it.</summary>
    /// <returns>For each check an outcome with one report, or with the reason why there is none.</returns>
    public Task<RunOutcome[]> RunAsync(
        CompileReply judge,
        IEnumerable<IReadOnlyList<DataFile>> checks,
        CancellationToken cancellationToken
    )
    {
        var brought = checks.Select(files => new Check(judge, files, time.GetTimestamp(), cancellationToken)).ToArray();
        lock (_lock)
        {
            foreach (var check in brought)
            {
                _waiting.Enqueue(check);
            }

            _submissions--;
            if (brought.Length > 0 && _workers < boxes)
            {
                _workers++;
                _ = Task.Run(WorkAsync, CancellationToken.None);
            }

            Signal();
        }

        return Task.WhenAll(brought.Select(check => check.Outcome.Task.WaitAsync(cancellationToken)));
    }

    /// <summary>A submission that had entered brings nothing.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _submissions--;
            Signal();
        }
    }

    private async Task WorkAsync()
    {
        while (await TakeAsync() is { Count: > 0 } checks)
        {
            try
            {
                await AnswerAsync(checks);
            }
            // Nobody awaits this loop: whoever waits for a check has to hear of it.
            catch (Exception e)
            {
                checks.ForEach(check => check.Outcome.TrySetException(e));
            }
        }

        Ended();
    }

    // An empty list ends the worker.
    private async Task<List<Check>> TakeAsync()
    {
        while (true)
        {
            Task changed;
            TimeSpan patience;
            lock (_lock)
            {
                while (_waiting.TryPeek(out var first) && first.CancellationToken.IsCancellationRequested)
                {
                    _waiting.Dequeue();
                }

                if (_waiting.Count == 0)
                {
                    _workers--;
                    return [];
                }

                patience = Patience - time.GetElapsedTime(_waiting.Peek().Since);
                if (_submissions == 0 || _waiting.Count >= MostChecks || patience <= TimeSpan.Zero)
                {
                    return TakeWaiting();
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<Check> TakeWaiting()
    {
        List<Check> taken = [];
        var bytes = 0L;
        while (taken.Count < MostChecks && bytes < MostBytes && _waiting.TryDequeue(out var check))
        {
            if (!check.CancellationToken.IsCancellationRequested)
            {
                taken.Add(check);
                bytes += check.Files.Sum(file => (long)file.Content.Length);
            }
        }

        return taken;
    }

    private async Task AnswerAsync(List<Check> checks)
    {
        var run = await RunAsync(checks);
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
            check.Outcome.TrySetResult(checks.Count == 1 ? run : await RunAsync([check]));
        }
    }

    private Task<RunOutcome> RunAsync(List<Check> checks) =>
        runAsync(
            new RunRequest
            {
                Assembly = checks[0].Judge.Assembly,
                Entry = checks[0].Judge.Entry,
                Tests = [.. checks.Select(check => new TestInput([], -1) { Files = check.Files })],
                Limits = Limits,
                Args = [.. checks[0].Files.Select(file => file.Name)],
            }
        );

    private void Signal()
    {
        if (_submissions == 0 || _waiting.Count >= MostChecks)
        {
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Check(
        CompileReply Judge,
        IReadOnlyList<DataFile> Files,
        long Since,
        CancellationToken CancellationToken
    )
    {
        public TaskCompletionSource<RunOutcome> Outcome { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
