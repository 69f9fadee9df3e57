using R1Code.Sandbox.Judging.Checkers;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Judging;

/// <summary>
/// Compares output as a problem's default checker does, for callers that ran a program themselves and read files back.
/// It is the <c>lines</c> checker itself, so that output is never right in one place and wrong in another.
/// </summary>
public static class OutputComparison
{
    private static readonly LinesChecker Checker = new(StringComparison.Ordinal);

    /// <summary>Null where the output is the expected one; otherwise the first difference in words.</summary>
    public static string? Difference(byte[] output, string expected)
    {
        var finding = Checker.Check(output, expected);
        return finding.Status == VerdictStatus.Accepted ? null : finding.Reason;
    }
}
