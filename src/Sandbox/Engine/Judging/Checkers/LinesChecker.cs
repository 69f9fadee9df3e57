using System.Globalization;

namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>Line by line, without white space at the end of a line and without empty lines at the end.</summary>
internal sealed class LinesChecker(StringComparison comparison) : IChecker
{
    /// <inheritdoc />
    public Finding Check(byte[] output, string expected)
    {
        if (!OutputText.TryDecode(output, out var text))
        {
            return OutputText.NoText;
        }

        return Compare(OutputText.Lines(text), OutputText.Lines(expected), comparison);
    }

    /// <summary>Names the first line that differs.</summary>
    public static Finding Compare(List<string> actual, List<string> expected, StringComparison comparison)
    {
        for (var i = 0; i < Math.Min(actual.Count, expected.Count); i++)
        {
            if (!string.Equals(actual[i], expected[i], comparison))
            {
                return Finding.Wrong(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"line {i + 1} is {OutputText.Quote(actual[i])}, expected {OutputText.Quote(expected[i])}"
                    )
                );
            }
        }

        return actual.Count == expected.Count
            ? Finding.Accepted
            : Finding.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"{actual.Count} lines, expected {expected.Count}")
            );
    }
}
