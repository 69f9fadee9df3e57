using R1Code.Sandbox.Judging.Values;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Judging;

/// <summary>What one test must show, held on the host: the other half of a <see cref="TestReport"/>.</summary>
internal abstract class Expectation
{
    /// <summary>Compares a report of a process that ended by itself with exit code 0.</summary>
    public abstract Finding Compare(TestReport report);
}

/// <summary>Text on standard output, as a checker sees it.</summary>
internal sealed class ExpectedText(Checkers.IChecker checker, string expected) : Expectation
{
    /// <inheritdoc />
    public override Finding Compare(TestReport report) => checker.Check(report.Stdout, expected);
}

/// <summary>A value that the call must return.</summary>
internal sealed class ExpectedValue(ValueComparer comparer, CanonicalValue expected) : Expectation
{
    /// <inheritdoc />
    public override Finding Compare(TestReport report)
    {
        CanonicalValue actual;
        try
        {
            actual = CanonicalParser.Parse(report.ValueBytes);
        }
        // The text was written beside the submission. Whatever made it unreadable, it is no value.
        catch (InvalidDataException e)
        {
            return Finding.Wrong($"the returned value cannot be read: {e.Message}");
        }

        return comparer.FirstDifference(actual, expected) is { } difference
            ? Finding.Wrong(difference)
            : Finding.Accepted;
    }
}

/// <summary>Whatever it printed: a special judge decides afterwards.</summary>
internal sealed class AnyText : Expectation
{
    /// <inheritdoc />
    public override Finding Compare(TestReport report) => Finding.Accepted;
}
