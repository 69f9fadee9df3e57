using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Answers in words and by letter, which no formula is: "no solutions", "Does not exist", choice (B). Each form is taken as
/// a whole; a text that merely mentions the right letter or word is none of them.
/// </summary>
internal static partial class MathPhrases
{
    private const int MaxLength = 200;

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["no solution"] = @"\emptyset",
        ["no solutions"] = @"\emptyset",
        ["no real solution"] = @"\emptyset",
        ["no real solutions"] = @"\emptyset",
        ["empty set"] = @"\emptyset",
        ["the empty set"] = @"\emptyset",
        ["all real numbers"] = @"\mathbb{R}",
        ["all reals"] = @"\mathbb{R}",
        ["dne"] = @"\text{does not exist}",
        ["does not exist"] = @"\text{does not exist}",
    };

    /// <summary>The formula that a phrase stands for; the text itself where it is no known phrase.</summary>
    public static string Formula(string text)
    {
        var plain = Plain(text).ToLowerInvariant();
        return Meanings.TryGetValue(plain, out var meaning) ? meaning
            : NumberWords.Read(plain) is { } number ? number.ToString(CultureInfo.InvariantCulture)
            : NumberWords.ReadFraction(plain) is var (above, below) ? $"\\frac{{{above}}}{{{below}}}"
            : text;
    }

    /// <summary>Whether a text is a known phrase.</summary>
    public static bool IsKnown(string text) => !ReferenceEquals(Formula(text), text);

    /// <summary>
    /// Whether both are the same words. Case counts only where a product of letters may be meant: abc is not ABC, red is Red.
    /// </summary>
    public static bool SameWords(string gold, string answer)
    {
        var (a, b) = (Plain(gold), Plain(answer));
        if (!WordsOnly().IsMatch(a) || !a.Equals(b, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var isProse = a.Contains(' ', StringComparison.Ordinal) || gold.Contains(@"\text", StringComparison.Ordinal);
        return isProse || a[1..].Equals(b[1..], StringComparison.Ordinal);
    }

    /// <summary>Whether the gold answer is a choice, or several, and the answer names the same.</summary>
    public static bool SameChoice(string gold, string answer)
    {
        if (gold.Length > MaxLength || answer.Length > 10 * MaxLength)
        {
            return false;
        }

        var wanted = Plain(gold);
        var said = Plain(answer);
        if (Single().Match(wanted) is { Success: true } one)
        {
            return one.Groups["letter"].Value == ChoiceOf(said);
        }

        // A, B, D as ABD. But AB may be a product, and then A, B is another answer.
        return Several().IsMatch(wanted) && Joined().IsMatch(said) && Letters(wanted) == said;
    }

    private static string Letters(string choices) => string.Concat(choices.Where(char.IsAsciiLetterUpper));

    private static string? ChoiceOf(string text)
    {
        if (Named().Match(text) is { Success: true } named)
        {
            return named.Groups["letter"].Value.ToUpperInvariant();
        }

        // "B) 12" names B, and "A) 13 B) 12" nothing.
        return Labelled().Match(text) is { Success: true } labelled && Label().Count(text) == 1
            ? labelled.Groups["letter"].Value
            : null;
    }

    // Without fonts, braces and formulas' signs, a final full stop and doubled spaces.
    private static string Plain(string text) =>
        text.Length > 10 * MaxLength ? "" : Spaces().Replace(Fonts().Replace(text, ""), " ").Trim().TrimEnd('.').Trim();

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\\(?:text|textbf|textit|textrm|mathrm|mathbf|mbox)\b|[{}$*]", Linear)]
    private static partial Regex Fonts();

    [GeneratedRegex(@"(?:[\s~]|\\[ ,;:!]|\\q?quad\b)+", Linear)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z' -]{2,}$", Linear)]
    private static partial Regex WordsOnly();

    [GeneratedRegex(@"^\(?(?<letter>[A-J])\)?$", Linear)]
    private static partial Regex Single();

    [GeneratedRegex(@"^[A-J](?:\s*,\s*[A-J]){1,9}$", Linear)]
    private static partial Regex Several();

    [GeneratedRegex(@"^[A-J]{2,10}$", Linear)]
    private static partial Regex Joined();

    [GeneratedRegex(@"^(?:(?:[Oo]ption|[Cc]hoice)\s*)?(?:\((?<letter>[A-Ja-j])\)|(?<letter>[A-J])[).:]?)$", Linear)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:\((?<letter>[A-J])\)|(?<letter>[A-J])[).:])(?:[\s:.]|$)", Linear)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"(?:^|[\s(,;])[A-J][).:]", Linear)]
    private static partial Regex Label();
}
