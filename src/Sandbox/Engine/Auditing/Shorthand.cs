using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace R1Code.Sandbox.Auditing;

/// <summary>
/// Writes out what keeps the files of attacks small: <c>@{n|text}@</c> is the text n times, <c>@CASES(n)</c> so many
/// cases of a switch, <c>@BYTES</c> a NUL, an escape character and half a surrogate pair.
/// </summary>
internal static partial class Shorthand
{
    /// <summary>The text that is meant.</summary>
    public static string WrittenOut(string text)
    {
        text = Repeated()
            .Replace(text, m => new StringBuilder().Insert(0, m.Groups["text"].Value, Count(m)).ToString());
        text = Cases()
            .Replace(text, m => string.Concat(Enumerable.Range(0, Count(m)).Select(i => $"case {i}: return {i};\n")));
        return text.Replace("@BYTES", "\0\u001b\ud800", StringComparison.Ordinal);
    }

    private static int Count(Match match) => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"@\{(?<count>\d+)\|(?<text>.*?)\}@", RegexOptions.Singleline, 5000)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"@CASES\((?<count>\d+)\)", RegexOptions.None, 5000)]
    private static partial Regex Cases();
}
