using Microsoft.Extensions.Logging;
using R1Code.Sandbox;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Observation;

/// <summary>
/// The sandbox as the service uses it: notes when a box answered last. Ready means "lately"; after a quiet time a
/// canary program is judged to find out, by one caller for all who ask.
/// </summary>
internal sealed class SandboxWatch(ISandbox sandbox, TimeProvider time, ILogger<SandboxWatch> logger)
    : ISandbox,
        IDisposable
{
    /// <summary>How old the last answer may be.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromSeconds(10);

    private static readonly Problem Canary = new()
    {
        Id = "canary",
        Tests = [new ProblemTest { Input = "7\n", Expected = "14\n" }],
    };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _lastAnswer;
    private int _answered;
    private int _failed;

    /// <summary>How long ago a box answered; null when none has yet.</summary>
    public TimeSpan? SinceAnswer =>
        Volatile.Read(ref _answered) == 0 ? null : time.GetElapsedTime(Volatile.Read(ref _lastAnswer));

    public Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken) =>
        NoteAsync(() => sandbox.JudgeAsync(problem, source, cancellationToken), v => v.Status);

    public Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken) =>
        NoteAsync(() => sandbox.RunAsync(run, cancellationToken), o => o.Status);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (AnsweredLately)
        {
            return true;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return AnsweredLately || await AskAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // An answer from before the last failure says nothing about now.
    private bool AnsweredLately => Volatile.Read(ref _failed) == 0 && SinceAnswer < Lately;

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        var verdict = await JudgeAsync(
            Canary,
            "System.Console.WriteLine(2 * int.Parse(System.Console.ReadLine()!));",
            cancellationToken
        );
        if (verdict.Status != VerdictStatus.Accepted)
        {
            Log.CanaryFailed(logger, verdict.Status.ToString(), verdict.Message);
        }

        return verdict.Status == VerdictStatus.Accepted;
    }

    private async Task<T> NoteAsync<T>(Func<Task<T>> call, Func<T, VerdictStatus> status)
    {
        T answer;
        try
        {
            answer = await call();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or SandboxBusyException))
        {
            Volatile.Write(ref _failed, 1);
            throw;
        }

        if (status(answer) == VerdictStatus.SandboxFailure)
        {
            Volatile.Write(ref _failed, 1);
            return answer;
        }

        Volatile.Write(ref _lastAnswer, time.GetTimestamp());
        Volatile.Write(ref _answered, 1);
        Volatile.Write(ref _failed, 0);
        return answer;
    }
}
