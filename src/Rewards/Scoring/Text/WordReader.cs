using System.Globalization;
using System.Text;

namespace R1Code.Rewards.Text;

/// <summary>
/// Splits text into words: runs of letters of one script, and single characters in Chinese, Japanese and Korean. Digits and
/// signs are no words. Marks (accents, vowel signs) belong to the letter before them.
/// </summary>
internal static class WordReader
{
    /// <summary>The words, in order.</summary>
    public static List<Word> Read(string text)
    {
        var words = new List<Word>();
        var start = 0;
        var current = Script.Other;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var script = Scripts.Of(rune);
            var continues =
                current != Script.Other
                && (IsMark(rune) || IsInner(text, at) || (script == current && !Scripts.IsPerCharacter(script)));
            if (!continues)
            {
                Flush(at);
                start = at;
                current = script;
            }

            at += LengthIn(text, at, rune);
        }

        Flush(text.Length);
        return words;

        void Flush(int end)
        {
            if (current != Script.Other)
            {
                words.Add(new Word(text[start..end], current, start));
            }
        }
    }

    // The apostrophe of don't.
    private static bool IsInner(string text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    // A lone surrogate is enumerated as a replacement character of its own length.
    private static int LengthIn(string text, int at, Rune rune) =>
        char.IsSurrogate(text[at]) && rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
}

/// <summary>A word.</summary>
/// <param name="Text">As written.</param>
/// <param name="Script">Its script.</param>
/// <param name="Start">Where it starts in the text.</param>
internal sealed record Word(string Text, Script Script, int Start);
