using System.Text;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Scoring;

/// <summary>A single run seen as a verdict on one test, for the places that show both alike.</summary>
internal static class ProgramOutcomes
{
    private const int MaxOutput = 4096;

    public static Verdict ToVerdict(this ProgramOutcome outcome)
    {
        var accepted = outcome.Status == VerdictStatus.Accepted;
        return new Verdict
        {
            Status = outcome.Status,
            Passed = accepted ? 1 : 0,
            Total = 1,
            CompileMs = outcome.CompileMs,
            Diagnostics = outcome.Diagnostics,
            Message = outcome.Message,
            Tests =
            [
                new TestVerdict
                {
                    Status = outcome.Status,
                    WallMs = outcome.WallMs,
                    CpuMs = outcome.CpuMs,
                    MemoryBytes = outcome.MemoryBytes,
                    ExitCode = outcome.ExitCode,
                    Signal = outcome.Signal,
                    Output = Text(outcome.Stdout),
                    Message = Text(outcome.Stderr),
                },
            ],
        };
    }

    private static string Text(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MaxOutput)));
}
