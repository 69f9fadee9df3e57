namespace R1Code.Rewards.Text;

/// <summary>Writing systems that are told apart.</summary>
internal enum Script
{
    /// <summary>No letter, or of a script not listed.</summary>
    Other,
    Latin,
    Han,
    Kana,
    Hangul,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
}

/// <summary>Scripts of characters and of languages.</summary>
internal static class Scripts
{
    private static readonly (int First, int Last, Script Script)[] Ranges =
    [
        (0x0041, 0x024F, Script.Latin),
        (0x0370, 0x03FF, Script.Greek),
        (0x0400, 0x052F, Script.Cyrillic),
        (0x0590, 0x05FF, Script.Hebrew),
        (0x0600, 0x077F, Script.Arabic),
        (0x0900, 0x097F, Script.Devanagari),
        (0x0E00, 0x0E7F, Script.Thai),
        (0x1100, 0x11FF, Script.Hangul),
        (0x1E00, 0x1EFF, Script.Latin),
        (0x1F00, 0x1FFF, Script.Greek),
        (0x3005, 0x3007, Script.Han),
        (0x3040, 0x30FF, Script.Kana),
        (0x3130, 0x318F, Script.Hangul),
        (0x31F0, 0x31FF, Script.Kana),
        (0x3400, 0x4DBF, Script.Han),
        (0x4E00, 0x9FFF, Script.Han),
        (0xAC00, 0xD7AF, Script.Hangul),
        (0xF900, 0xFAFF, Script.Han),
        (0xFF21, 0xFF5A, Script.Latin),
        (0xFF66, 0xFF9D, Script.Kana),
        (0x20000, 0x323AF, Script.Han),
    ];

    /// <summary>Languages that can be named, with the scripts their words are written in.</summary>
    public static IReadOnlyDictionary<string, Script[]> OfLanguage { get; } =
        new Dictionary<string, Script[]>(StringComparer.Ordinal)
        {
            ["en"] = [Script.Latin],
            ["de"] = [Script.Latin],
            ["fr"] = [Script.Latin],
            ["es"] = [Script.Latin],
            ["it"] = [Script.Latin],
            ["pt"] = [Script.Latin],
            ["zh"] = [Script.Han],
            ["ja"] = [Script.Kana, Script.Han],
            ["ko"] = [Script.Hangul],
            ["ru"] = [Script.Cyrillic],
            ["uk"] = [Script.Cyrillic],
            ["bg"] = [Script.Cyrillic],
            ["el"] = [Script.Greek],
            ["ar"] = [Script.Arabic],
            ["he"] = [Script.Hebrew],
            ["hi"] = [Script.Devanagari],
            ["th"] = [Script.Thai],
        };

    /// <summary>The script of a letter; <see cref="Script.Other"/> for anything else.</summary>
    public static Script Of(System.Text.Rune rune)
    {
        if (!System.Text.Rune.IsLetter(rune) && rune.Value is not (0x3005 or 0x3006 or 0x3007 or 0x30FC))
        {
            return Script.Other;
        }

        foreach (var (first, last, script) in Ranges)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return script;
            }
        }

        return Script.Other;
    }

    /// <summary>Whether a script is counted by character, because it writes no spaces or syllables as characters.</summary>
    public static bool IsPerCharacter(Script script) => script is Script.Han or Script.Kana or Script.Hangul;
}
