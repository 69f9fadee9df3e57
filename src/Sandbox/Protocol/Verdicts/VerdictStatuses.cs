namespace R1Code.Sandbox.Protocol;

/// <summary>Precedence of statuses: how the tests' statuses become the submission's.</summary>
public static class VerdictStatuses
{
    // A failure of the sandbox hides everything, because nothing can be said then. Otherwise the test that
    // failed hardest names the total; the order is fixed so that it does not depend on the tests' order.
    private static readonly VerdictStatus[] HardestFirst =
    [
        VerdictStatus.SandboxFailure,
        VerdictStatus.Rejected,
        VerdictStatus.NoCode,
        VerdictStatus.CompileTimeout,
        VerdictStatus.CompileError,
        VerdictStatus.MemoryLimit,
        VerdictStatus.TimeLimit,
        VerdictStatus.OutputLimit,
        VerdictStatus.RuntimeError,
        VerdictStatus.WrongAnswer,
        VerdictStatus.Accepted,
    ];

    /// <summary>The total of some tests' statuses. An empty list is a <see cref="VerdictStatus.SandboxFailure"/>: nothing was shown.</summary>
    public static VerdictStatus Total(IEnumerable<VerdictStatus> statuses)
    {
        var seen = statuses.ToHashSet();
        foreach (var status in HardestFirst)
        {
            if (seen.Contains(status))
            {
                return status;
            }
        }

        return VerdictStatus.SandboxFailure;
    }
}
