namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>The same lines in any order, each as often; white space at the end of a line does not matter.</summary>
internal sealed class UnorderedLinesChecker : IChecker
{
    /// <inheritdoc />
    public Finding Check(byte[] output, string expected)
    {
        if (!OutputText.TryDecode(output, out var text))
        {
            return OutputText.NoText;
        }

        var actual = OutputText.Lines(text);
        var wanted = OutputText.Lines(expected);
        actual.Sort(StringComparer.Ordinal);
        wanted.Sort(StringComparer.Ordinal);
        var finding = LinesChecker.Compare(actual, wanted, StringComparison.Ordinal);
        return finding == Finding.Accepted ? finding : finding with { Reason = "after sorting: " + finding.Reason };
    }
}
