using System.Globalization;
using System.Text;

namespace R1Code.Trainer.Core.Tests.Tokenization;

/// <summary>
/// The cutting patterns of GPT-2, Llama 3 and Qwen2 without regular expressions: one code point after the other, each
/// alternative of the pattern as a method, in order.
/// </summary>
internal sealed class PieceScanner(string text, bool isGpt2, int digits)
{
    private static readonly string[] Endings = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private readonly Rune[] _text = [.. text.EnumerateRunes()];

    public IEnumerable<string> Cut()
    {
        for (var at = 0; at < _text.Length; )
        {
            var end = isGpt2 ? EndOfGpt2Piece(at) : EndOfPiece(at);
            yield return string.Concat(_text[at..end].Select(rune => rune.ToString()));
            at = end;
        }
    }

    private int EndOfPiece(int at)
    {
        if (Ending(at, ignoreCase: true) is { } ending)
        {
            return ending;
        }

        // A word, with one sign or blank before it that is no line break.
        var word = IsLetter(at) ? at : at + 1;
        if (IsLetter(word) && (word == at || !(IsLineBreak(at) || IsNumber(at))))
        {
            return Run(word, IsLetter);
        }

        if (IsNumber(at))
        {
            return Math.Min(at + digits, Run(at, IsNumber));
        }

        if (Signs(at) is { } signs)
        {
            return Run(signs, IsLineBreak);
        }

        var blank = Run(at, IsBlank);
        for (var last = blank - 1; last >= at; last--)
        {
            if (IsLineBreak(last))
            {
                return last + 1;
            }
        }

        return EndOfBlank(at);
    }

    private int EndOfGpt2Piece(int at)
    {
        if (Ending(at, ignoreCase: false) is { } ending)
        {
            return ending;
        }

        var start = _text[at].Value == ' ' ? at + 1 : at;
        return IsLetter(start) ? Run(start, IsLetter)
            : IsNumber(start) ? Run(start, IsNumber)
            : Signs(at) ?? EndOfBlank(at);
    }

    private int? Ending(int at, bool ignoreCase)
    {
        foreach (var ending in Endings)
        {
            var there = string.Concat(_text.Skip(at).Take(ending.Length).Select(rune => rune.ToString()));
            if (ending == (ignoreCase ? there.ToLowerInvariant() : there))
            {
                return at + ending.Length;
            }
        }

        return null;
    }

    private int? Signs(int at)
    {
        var start = _text[at].Value == ' ' ? at + 1 : at;
        return IsSign(start) ? Run(start, IsSign) : null;
    }

    // The last blank before a word belongs to the word.
    private int EndOfBlank(int at)
    {
        var end = Run(at, IsBlank);
        return end < _text.Length && end - at > 1 ? end - 1 : end;
    }

    private int Run(int at, Func<int, bool> belongs)
    {
        while (belongs(at))
        {
            at++;
        }

        return at;
    }

    private bool IsLetter(int at) =>
        at < _text.Length
        && Rune.GetUnicodeCategory(_text[at])
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter;

    private bool IsNumber(int at) =>
        at < _text.Length
        && Rune.GetUnicodeCategory(_text[at])
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber;

    private bool IsBlank(int at) => at < _text.Length && Rune.IsWhiteSpace(_text[at]);

    private bool IsLineBreak(int at) => at < _text.Length && (_text[at].Value is '\r' or '\n');

    private bool IsSign(int at) => at < _text.Length && !IsBlank(at) && !IsLetter(at) && !IsNumber(at);
}
