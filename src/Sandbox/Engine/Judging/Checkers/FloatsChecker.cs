using System.Globalization;

namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>
/// Word by word, numbers within a tolerance. Two whole numbers must be equal digit by digit, whatever their size.
/// NaN and infinities are equal only to themselves; a number too large for a double is no number.
/// </summary>
internal sealed class FloatsChecker(Tolerance tolerance) : IChecker
{
    /// <inheritdoc />
    public Finding Check(byte[] output, string expected) =>
        OutputText.TryDecode(output, out var text)
            ? TokensChecker.Compare(text, expected, AreEqual)
            : OutputText.NoText;

    private bool AreEqual(string actual, string expected)
    {
        if (actual == expected)
        {
            return true;
        }

        if (IsWhole(actual) && IsWhole(expected))
        {
            return Digits(actual) == Digits(expected);
        }

        return TryNumber(actual, out var a) && TryNumber(expected, out var e) && tolerance.AreClose(a, e);
    }

    private static bool IsWhole(string token)
    {
        var digits = token.AsSpan(token is ['-' or '+', ..] ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static string Digits(string token)
    {
        var digits = token.TrimStart('+', '-').TrimStart('0');
        return digits.Length == 0 ? "0" : (token[0] == '-' ? "-" : "") + digits;
    }

    private static bool TryNumber(string token, out double number)
    {
        switch (token.ToUpperInvariant().TrimStart('+'))
        {
            case "NAN":
            case "-NAN":
                number = double.NaN;
                return true;
            case "INF":
            case "INFINITY":
                number = double.PositiveInfinity;
                return true;
            case "-INF":
            case "-INFINITY":
                number = double.NegativeInfinity;
                return true;
        }

        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        // Parsing also takes words such as NaN in other spellings; only digits are left to it.
        return double.TryParse(token, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }
}
