using System.Globalization;

namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>Word by word; how much white space stands between them does not matter.</summary>
internal sealed class TokensChecker : IChecker
{
    /// <inheritdoc />
    public Finding Check(byte[] output, string expected) =>
        OutputText.TryDecode(output, out var text)
            ? Compare(text, expected, static (actual, wanted) => actual == wanted)
            : OutputText.NoText;

    /// <summary>Names the first word that differs.</summary>
    public static Finding Compare(string text, string expected, Func<string, string, bool> areEqual)
    {
        var actual = OutputText.Tokens(text);
        var wanted = OutputText.Tokens(expected);
        for (var i = 0; i < Math.Min(actual.Length, wanted.Length); i++)
        {
            if (!areEqual(actual[i], wanted[i]))
            {
                return Finding.Wrong(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"token {i + 1} is {OutputText.Quote(actual[i])}, expected {OutputText.Quote(wanted[i])}"
                    )
                );
            }
        }

        return actual.Length == wanted.Length
            ? Finding.Accepted
            : Finding.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"{actual.Length} tokens, expected {wanted.Length}")
            );
    }
}
