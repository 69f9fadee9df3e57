using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace R1Code.Trainer.Tokenization;

/// <summary>
/// Cuts text into the pieces that byte pairs are merged within, by the patterns of tokenizer.json. The patterns were written
/// for an engine that sees code points; .NET's sees halves of those beyond U+FFFF. Patterns ask such characters
/// only for their category, so each is replaced by one character of its category before matching.
/// </summary>
internal sealed class TextSplitter(IReadOnlyList<SplitRule> rules)
{
    /// <summary>GPT-2's pattern, which a ByteLevel step with <c>use_regex</c> applies.</summary>
    public const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly char[] StandIns = BuildStandIns();

    public IEnumerable<Range> Split(string text)
    {
        var starts = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? null : CodePointStarts(text);
        var shadow = starts is null ? text : Shadow(text, starts);
        IEnumerable<(int Start, int Length)> pieces = [(0, shadow.Length)];
        foreach (var rule in rules)
        {
            pieces = pieces.SelectMany(piece => rule.Apply(shadow, piece.Start, piece.Length));
        }

        return pieces.Select(piece =>
            starts is null
                ? piece.Start..(piece.Start + piece.Length)
                : starts[piece.Start]..starts[piece.Start + piece.Length]
        );
    }

    /// <summary>The index of each code point, and the length at the end.</summary>
    private static int[] CodePointStarts(string text)
    {
        var starts = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            starts.Add(i);
        }

        starts.Add(text.Length);
        return [.. starts];
    }

    private static string Shadow(string text, int[] starts)
    {
        var shadow = new StringBuilder(starts.Length);
        foreach (var start in starts.AsSpan(0, starts.Length - 1))
        {
            shadow.Append(
                char.IsSurrogate(text[start])
                    ? StandIns[(int)CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(text, start))]
                    : text[start]
            );
        }

        return shadow.ToString();
    }

    /// <summary>One character of each category that patterns do not mention by itself.</summary>
    private static char[] BuildStandIns()
    {
        var standIns = new char[30];
        for (var c = '\u0080'; c < '\ud800'; c++)
        {
            var category = (int)CharUnicodeInfo.GetUnicodeCategory(c);
            // East Asian characters are named as ranges in some patterns; the first of a category lies before them.
            if (standIns[category] == 0)
            {
                standIns[category] = c;
            }
        }

        standIns[(int)UnicodeCategory.PrivateUse] = '\ue000';
        return standIns;
    }
}

/// <summary>One cutting step: matches become pieces, and so does what lies between them unless it is to be dropped.</summary>
internal sealed class SplitRule(string pattern, bool keepGaps)
{
    // The pattern comes with the model, as its weights do; a time-out would only make long texts fail on busy machines.
    private readonly Regex _pattern = new(
        pattern,
        RegexOptions.CultureInvariant | RegexOptions.Compiled,
        Regex.InfiniteMatchTimeout
    );

    public IEnumerable<(int Start, int Length)> Apply(string text, int start, int length)
    {
        var at = start;
        // Matched against the piece alone: its end must look like the end of the text to the pattern.
        var offset = length == text.Length ? 0 : start;
        var piece = length == text.Length ? text : text.Substring(start, length);
        foreach (var match in _pattern.EnumerateMatches(piece).ToArray())
        {
            var found = match.Index + offset;
            if (keepGaps && found > at)
            {
                yield return (at, found - at);
            }

            if (match.Length > 0)
            {
                yield return (found, match.Length);
            }

            at = found + match.Length;
        }

        if (keepGaps && at < start + length)
        {
            yield return (at, start + length - at);
        }
    }
}

/// <summary>Matches as a list, since an enumerator by reference cannot live across a yield.</summary>
internal static class MatchEnumeratorExtensions
{
    public static (int Index, int Length)[] ToArray(this Regex.ValueMatchEnumerator matches)
    {
        var found = new List<(int, int)>();
        foreach (var match in matches)
        {
            found.Add((match.Index, match.Length));
        }

        return [.. found];
    }
}
