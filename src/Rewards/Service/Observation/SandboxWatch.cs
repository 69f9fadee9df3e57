using Microsoft.Extensions.Logging;
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
    public static readonly TimeSpan Lately = TimeSpan.FromSeconds(60);

    private static readonly Problem Canary = new()
    {
        Id = "canary",
        Tests = [new ProblemTest { Input = "7\n", Expected = "14\n" }],
    };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _lastAnswer;
    private int _answered;

    /// <summary>How long ago a box answered; null when none has yet.</summary>
    public TimeSpan? SinceAnswer =>
        Volatile.Read(ref _answered) == 0 ? null : time.GetElapsedTime(Volatile.Read(ref _lastAnswer));

    public async Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken) =>
        Note(await sandbox.JudgeAsync(problem, source, cancellationToken), v => v.Status);

    public async Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken) =>
        Note(await sandbox.RunAsync(run, cancellationToken), o => o.Status);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (SinceAnswer < Lately)
        {
            return true;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return SinceAnswer < Lately || await AskAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

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

    private T Note<T>(T answer, Func<T, VerdictStatus> status)
    {
        if (status(answer) != VerdictStatus.SandboxFailure)
        {
            Volatile.Write(ref _lastAnswer, time.GetTimestamp());
            Volatile.Write(ref _answered, 1);
        }

        return answer;
    }
}
