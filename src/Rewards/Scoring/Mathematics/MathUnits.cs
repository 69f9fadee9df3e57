using System.Text.RegularExpressions;

namespace R1Code.Rewards.Mathematics;

/// <summary>Words behind a number that say what is counted, not how many. They are read over.</summary>
internal static partial class MathUnits
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "mm",
        "cm",
        "dm",
        "km",
        "mg",
        "kg",
        "ml",
        "mL",
        "ft",
        "mi",
        "lb",
        "lbs",
        "oz",
        "hr",
        "hrs",
        "min",
        "mins",
        "sec",
        "secs",
        "mph",
        "kph",
        "Hz",
        "kHz",
        "kW",
        "kJ",
        "Pa",
        "rpm",
        "rad",
        "deg",
        "pts",
        "USD",
        "EUR",
        "yd",
        "yr",
        "yrs",
        "am",
        "pm",
        "sq",
        "cu",
        "unit",
        "units",
        "square",
        "cubic",
        "Rs",
        "old",
    };

    /// <summary>Whether a short word is a unit; long words behind numbers always are.</summary>
    public static bool IsUnit(string word) => Known.Contains(word);

    /// <summary>Whether a word of two or three letters is an answer and no product of letters.</summary>
    public static bool IsShortAnswer(string word) =>
        word.ToLowerInvariant() is "yes" or "no" or "odd" or "all" or "none";

    /// <summary>Whether words mean a hundredth.</summary>
    public static bool IsPercent(string words) =>
        words.Trim().ToLowerInvariant() is "percent" or "pct" or "per cent" or "percents" or "%" or "\\%";

    /// <summary>Whether a phrase behind a number changes what the number says, so that it is no unit.</summary>
    public static bool ChangesValue(string words) =>
        words
            .ToLowerInvariant()
            .Split([' ', '~', ',', '(', ')', '.', '?'], StringSplitOptions.RemoveEmptyEntries)
            .Any(Changing.Contains);

    /// <summary>A number with letters for units behind it, without them: 5 m/s, 9.8 m/s^2, 12 kg. Null where none follow.</summary>
    public static string? WithoutLetters(string text) =>
        text.Length < 100 && Letters().Match(text) is { Success: true } match ? match.Groups["number"].Value : null;

    [GeneratedRegex(
        @"^(?<number>.*[\d}])\s*(?:\\[ ,;]|~|\s)\s*(?:[munkcdM]?[mgsJNWVAL]|h|min|hr|mol|K)(?:\^\{?-?[1-3]\}?|[²³])?(?:\s*[/·*]\s*(?:[munkcdM]?[mgsJNWVAL]|h|min|hr|mol|K)(?:\^\{?-?[1-3]\}?|[²³])?)?[\s.$]*$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Letters();

    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "and",
        "or",
        "not",
        "no",
        "minus",
        "plus",
        "times",
        "divided",
        "squared",
        "cubed",
        "factorial",
        "half",
        "halves",
        "third",
        "thirds",
        "fourths",
        "fifths",
        "sixths",
        "tenths",
        "hundredths",
        "dozen",
        "more",
        "less",
        "least",
        "most",
        "greater",
        "than",
        "wrong",
        "incorrect",
        "false",
        "maybe",
        "perhaps",
        "possibly",
        "if",
        "when",
        "where",
        "otherwise",
        "else",
        "unless",
        "except",
        "but",
        "instead",
        "modulo",
        "mod",
        "over",
        "something",
        "is",
        "are",
        "isn't",
    };
}
