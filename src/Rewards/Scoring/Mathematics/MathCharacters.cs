using System.Text;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Characters that look alike read alike: 𝑥 is x and ５ is 5, and what takes no room is not there. Letters of other scripts
/// stay what they are, and so do marks that turn the direction of reading: they hide what a text says.
/// </summary>
internal static class MathCharacters
{
    /// <summary>The text with plain characters.</summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u04ff'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsStyled(rune))
            {
                plain.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
            }
            else if (!IsInvisible(rune))
            {
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }

    // Letters and digits set as mathematics, and the wide forms of ASCII.
    private static bool IsStyled(Rune rune) => rune.Value is (>= 0x1D400 and <= 0x1D7FF) or (>= 0xFF01 and <= 0xFF5E);

    // Spaces without width, joiners and the marks of a direction that is the text's own.
    private static bool IsInvisible(Rune rune) =>
        rune.Value is (>= 0x200B and <= 0x200F) or (>= 0x2060 and <= 0x2064) or 0xFEFF;
}
