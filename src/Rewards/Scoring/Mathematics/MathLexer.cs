using System.Text;
using System.Text.RegularExpressions;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Splits an answer in TeX or plain text into tokens. Layout (sizes, fonts, thin spaces) disappears here, and the many ways
/// to write one sign become one.
/// </summary>
internal sealed partial class MathLexer
{
    private const int MaxTokens = 4_000;

    private readonly string _text;
    private readonly List<MathToken> _tokens = [];
    private int _at;
    private int _brackets;
    private bool _space;

    private MathLexer(string text)
    {
        _text = text;
    }

    /// <summary>The tokens with <see cref="TokenKind.End"/> last; null for a text too long.</summary>
    public static List<MathToken>? Read(string text)
    {
        var plain = new StringBuilder(text.Length + 16);
        foreach (var c in Rewritten(text))
        {
            if (Unicode.TryGetValue(c, out var sign))
            {
                plain.Append(sign);
            }
            else
            {
                plain.Append(c);
            }
        }

        return new MathLexer(plain.ToString()).ReadAll();
    }

    private List<MathToken>? ReadAll()
    {
        while (_at < _text.Length)
        {
            if (_tokens.Count > MaxTokens)
            {
                return null;
            }

            var c = _text[_at];
            if (char.IsWhiteSpace(c) || c is '~' or '$')
            {
                _space = true;
                _at++;
            }
            else if (c == '\\')
            {
                Command();
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
            {
                Number();
            }
            else if (char.IsLetter(c))
            {
                Word();
            }
            else
            {
                SignOf(c);
            }
        }

        Add(TokenKind.End, "");
        return _tokens;
    }

    private void SignOf(char c)
    {
        var pair = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        var (sign, length) = (c, pair) switch
        {
            ('<', '=') or ('=', '<') => ('≤', 2),
            ('>', '=') or ('=', '>') => ('≥', 2),
            ('!', '=') => ('≠', 2),
            ('=', '=') => ('=', 2),
            ('*', '*') => ('^', 2),
            ('+', '-') => ('±', 2),
            _ => (c, 1),
        };
        _brackets +=
            sign is '(' or '[' ? 1
            : sign is ')' or ']' ? -1
            : 0;
        _at += length;
        Add(TokenKind.Sign, sign.ToString());
    }

    private void Word()
    {
        var start = _at;
        while (_at < _text.Length && char.IsLetter(_text[_at]))
        {
            _at++;
        }

        var word = _text[start.._at];
        if (IsBehindDigit(start) && word is "st" or "nd" or "rd" or "th")
        {
            // 21st is 21.
            return;
        }

        if (word == "x" && _tokens is [.., { Kind: TokenKind.Number }] && PowerOfTen().IsMatch(_text.AsSpan(_at)))
        {
            Add(TokenKind.Sign, "*");
        }
        else if (word == "to")
        {
            Add(TokenKind.Sign, ":");
        }
        else if (_tokens.Count == 0 && word is "Rs" or "USD" or "EUR" or "INR")
        {
            _at += _at < _text.Length && _text[_at] == '.' ? 1 : 0;
        }
        else if (Words.Contains(word) || word is "and" or "or")
        {
            Add(TokenKind.Command, word is "dfrac" or "tfrac" ? "frac" : word);
        }
        else if (word.Length >= 4 || MathUnits.IsUnit(word) || MathUnits.IsShortAnswer(word))
        {
            Add(TokenKind.Text, word);
        }
        else
        {
            foreach (var letter in word)
            {
                Add(TokenKind.Letter, letter.ToString());
            }
        }
    }

    private bool IsBehindDigit(int at) => at > 0 && char.IsAsciiDigit(_text[at - 1]);

    [GeneratedRegex(@"^\s*10\s*\^", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex PowerOfTen();

    private void Add(TokenKind kind, string text)
    {
        _tokens.Add(new MathToken(kind, text, _space));
        _space = false;
    }
}
