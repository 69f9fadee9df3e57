namespace R1Code.Rewards.Mathematics;

/// <summary>Words behind a number that say what is counted, not how many. They are read over.</summary>
internal static class MathUnits
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
    };

    /// <summary>Whether a short word is a unit; long words behind numbers always are.</summary>
    public static bool IsUnit(string word) => Known.Contains(word);

    /// <summary>Whether a word of two or three letters is an answer and no product of letters.</summary>
    public static bool IsShortAnswer(string word) =>
        word.ToLowerInvariant() is "yes" or "no" or "odd" or "all" or "none";

    /// <summary>Whether words mean a hundredth.</summary>
    public static bool IsPercent(string words) =>
        words.Trim().ToLowerInvariant() is "percent" or "pct" or "per cent" or "percents" or "%" or "\\%";
}
