using System.Text;

namespace R1Code.Cli.Terminal;

/// <summary>
/// Makes text of unknown origin (what a submission printed, a compiler message) fit for a terminal: escape sequences and
/// other control characters would move the cursor, colour the rest or ring the bell.
/// </summary>
internal static class PlainText
{
    /// <summary>The text with control characters, line ends and tabs aside, replaced by a visible mark.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // lone surrogates come out as U+FFFD
        {
            var harmless = rune.Value is '\n' or '\t' || !Rune.IsControl(rune);
            plain.Append(
                harmless ? rune.ToString()
                : rune.Value == '\r' ? ""
                : "·"
            );
        }

        return plain.ToString();
    }

    /// <summary>One line of at most <paramref name="length"/> characters.</summary>
    public static string OneLine(string? text, int length)
    {
        var line = Of(text ?? "").ReplaceLineEndings(" ⏎ ").Trim();
        return line.Length <= length ? line : line[..(length - 1)] + "…";
    }
}
