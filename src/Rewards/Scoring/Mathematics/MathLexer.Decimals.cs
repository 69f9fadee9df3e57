using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace R1Code.Rewards.Mathematics;

// What is rewritten before tokens are read: repeating decimals, digits of other scripts, raised digits.
internal sealed partial class MathLexer
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static string Rewritten(string text)
    {
        var ascii = RaisedRun().Replace(AsciiDigits(text), m => $"^{{{Lowered(m.Value)}}}");
        ascii = BracketedCycle().Replace(ascii, m => Repeating(m, m.Groups["start"].Value, m.Groups["cycle"].Value));
        ascii = DottedCycle()
            .Replace(
                ascii,
                m =>
                    Repeating(
                        m,
                        m.Groups["start"].Value,
                        m.Groups["cycle"].Value.Replace("}", "", StringComparison.Ordinal) + m.Groups["last"].Value
                    )
            );
        ascii = RepeatingDecimal().Replace(ascii, m => Repeating(m, m.Groups["start"].Value, m.Groups["cycle"].Value));
        ascii = Prime().Replace(ascii, m => new string('\'', m.Value.Split("\\prime").Length - 1));
        ascii = OutwardOpen().Replace(ascii, "${before}(${inside}${close}");
        ascii = OutwardClose().Replace(ascii, "${before}${open}${inside})");
        ascii = ascii
            .Replace("\\left<", "(", StringComparison.Ordinal)
            .Replace("\\right>", ")", StringComparison.Ordinal);
        ascii = EndlessDecimal().Replace(ascii, Endless);
        ascii = ascii.Replace("...", "\\ldots ", StringComparison.Ordinal);
        return PerCent().Replace(ascii, "percent");
    }

    private static string AsciiDigits(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff'))
        {
            return text;
        }

        var ascii = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            ascii.Append(digit >= 0 && !Raised.Contains(c, StringComparison.Ordinal) ? (char)('0' + digit) : c);
        }

        return ascii.ToString();
    }

    private static string Lowered(string raised) =>
        string.Concat(
            raised.Select(c =>
                c switch
                {
                    '⁻' => '-',
                    '⁺' => '+',
                    _ => (char)('0' + Raised.IndexOf(c, StringComparison.Ordinal)),
                }
            )
        );

    // 0.1\overline{6} is (16 − 1) / 90.
    private static string Repeating(Match match, string start, string cycle)
    {
        var whole = match.Groups["whole"].Value;
        var below = new string('9', cycle.Length) + new string('0', start.Length);
        return $"\\frac{{({whole + start + cycle}-0{whole + start})}}{{{below}}}";
    }

    // 0.1666… repeats what it shows again and again; 3.14159… shows no cycle and stays what it is.
    private static string Endless(Match match)
    {
        var digits = match.Groups["digits"].Value;
        for (var cycle = 1; cycle <= digits.Length / 2; cycle++)
        {
            var times = cycle < 3 ? 3 : 2;
            if (cycle * times > digits.Length)
            {
                continue;
            }

            var tail = digits[^cycle..];
            if (digits.EndsWith(string.Concat(Enumerable.Repeat(tail, times)), StringComparison.Ordinal))
            {
                return Repeating(match, digits[..^(cycle * times)], tail);
            }
        }

        return match.Value;
    }

    [GeneratedRegex(
        @"(?<whole>\d+)\.(?<start>\d{0,20})\\(?:overline|bar|dot)(?:\s*\{(?<cycle>\d{1,20})\}|\s+(?<cycle>\d))",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex RepeatingDecimal();

    [GeneratedRegex(
        @"(?<whole>\d+)\.(?<digits>\d{3,40})(?:\.\.\.|…|\\(?:ldots|dots|cdots))",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex EndlessDecimal();

    // 0.1(6) at the end of an answer: elsewhere it may be a product.
    [GeneratedRegex(@"(?<whole>\d+)\.(?<start>\d{0,20})\((?<cycle>\d{1,20})\)[\s.$]*$", RegexOptions.NonBacktracking)]
    private static partial Regex BracketedCycle();

    // 0.\dot{1}4285\dot{7}: from dot to dot.
    [GeneratedRegex(
        @"(?<whole>\d+)\.(?<start>\d{0,20})\\dot\s*\{(?<cycle>\d\}\d{0,20})\\dot\s*\{(?<last>\d)\}",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex DottedCycle();

    [GeneratedRegex(@"\^\s*(?:\{\s*(?:\\prime\s*)+\}|\\prime\b)", RegexOptions.NonBacktracking)]
    private static partial Regex Prime();

    // ]2,5[ and [2,5[ as French books write intervals.
    [GeneratedRegex(
        @"(?<before>^\s*|\\cup\s*|∪\s*|\\in\s*|∈\s*|=\s*)\](?<inside>[^\[\](){},;]+[,;][^\[\](){},;]+)(?<close>[\[\]])",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex OutwardOpen();

    [GeneratedRegex(
        @"(?<before>^\s*|\\cup\s*|∪\s*|\\in\s*|∈\s*|=\s*)(?<open>[\[(])(?<inside>[^\[\](){},;]+[,;][^\[\](){},;]+)\[",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex OutwardClose();

    [GeneratedRegex("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]*[⁰¹²³⁴⁵⁶⁷⁸⁹]", RegexOptions.NonBacktracking)]
    private static partial Regex RaisedRun();

    [GeneratedRegex(@"\bper\s+cent\b", RegexOptions.NonBacktracking)]
    private static partial Regex PerCent();
}
