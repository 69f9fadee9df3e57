using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Judging;

/// <summary>What comparing found: a status and, unless all is well, the reason in words.</summary>
internal sealed record Finding(VerdictStatus Status, string? Reason)
{
    /// <summary>Equal.</summary>
    public static Finding Accepted { get; } = new(VerdictStatus.Accepted, null);

    /// <summary>Not equal, and why.</summary>
    public static Finding Wrong(string reason) => new(VerdictStatus.WrongAnswer, reason);

    /// <summary>Comparing itself was impossible: not the submission's doing.</summary>
    public static Finding Failure(string reason) => new(VerdictStatus.SandboxFailure, reason);
}
