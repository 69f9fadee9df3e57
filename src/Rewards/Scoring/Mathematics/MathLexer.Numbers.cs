using System.Text;

namespace R1Code.Rewards.Mathematics;

// Numbers with separators and exponents.
internal sealed partial class MathLexer
{
    private void Number()
    {
        var digits = new StringBuilder();
        var point = false;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
                _at++;
            }
            else if (c == '.' && !point && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
            {
                point = true;
                digits.Append(c);
                _at++;
            }
            else if (!point && digits.Length <= 3 + (digits.Length / 3 * 3) && Separator() is { } length)
            {
                _at += length;
            }
            else
            {
                break;
            }
        }

        digits.Append(Exponent());
        Add(TokenKind.Number, digits.ToString());
    }

    // The e-5 of 1.5e-5: at most three digits, nothing alphabetic behind them.
    private string Exponent()
    {
        var at = _at;
        if (at == _text.Length || _text[at] is not ('e' or 'E'))
        {
            return "";
        }

        at++;
        at += at < _text.Length && _text[at] is '+' or '-' ? 1 : 0;
        var digits = at;
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
        {
            at++;
        }

        if (at == digits || at - digits > 3 || (at < _text.Length && (char.IsLetter(_text[at]) || _text[at] == '.')))
        {
            return "";
        }

        var exponent = "e" + _text[(_at + 1)..at];
        _at = at;
        return exponent;
    }

    // A thousands separator: a space, or , or ' or {,} or ,\! with exactly three digits behind it. Inside brackets a bare comma separates items.
    private int? Separator()
    {
        var rest = _text.AsSpan(_at);
        var length =
            rest.StartsWith("{,}") ? 3
            : rest.StartsWith(",\\!") || rest.StartsWith(",\\;") || rest.StartsWith(",\\,") || rest.StartsWith(",\\ ")
                ? 3 + (rest.Length > 3 && rest[3] == ' ' ? 1 : 0)
            : rest[0] is '~' or '\'' ? 1
            : rest.StartsWith("\\,") ? 2
            : rest.StartsWith("\\!") ? 2
            : rest.StartsWith(",") && _brackets <= 0 ? 1
            : rest.StartsWith(" ") ? 1
            : 0;
        if (length == 0 || rest.Length < length + 3)
        {
            return null;
        }

        var behind = rest[length..];

        // 1 234 is a number with a space, 1 234/567 a mixed one.
        var exact =
            behind.Length == 3 || (!char.IsAsciiDigit(behind[3]) && !(rest[0] == ' ' && behind[3] is '/' or '\\'));
        return char.IsAsciiDigit(behind[0]) && char.IsAsciiDigit(behind[1]) && char.IsAsciiDigit(behind[2]) && exact
            ? length
            : null;
    }
}
