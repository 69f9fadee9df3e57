namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>
/// Cuts C# into rough tokens in one pass without recursion: enough to count brackets outside of strings, characters and
/// comments. Text that is no C# gives some tokens too; nothing makes it fail.
/// </summary>
internal sealed class SourceLexer(string text)
{
    private readonly Stack<Interpolation> _strings = new();
    private int _at;
    private bool _isLineStart = true;

    /// <summary>The next token.</summary>
    public Token Next()
    {
        if (_strings.TryPeek(out var open) && !open.IsInHole)
        {
            return InString(open);
        }

        SkipBlanks();
        if (_at >= text.Length)
        {
            return new Token(TokenKind.End, text.Length, 0);
        }

        var start = _at;
        var atLineStart = _isLineStart;
        _isLineStart = false;
        var c = text[_at];
        if (c == '#' && atLineStart)
        {
            SkipLine();
            return Made(TokenKind.Directive, start);
        }

        if (IsWord(c) || (c == '@' && IsWord(Peek(1))))
        {
            _at++;
            SkipWhile(IsWord);
            return Made(TokenKind.Word, start);
        }

        return c switch
        {
            '"' or '$' or '@' when TryString(out var token) => token,
            '\'' => Character(start),
            '=' when Peek(1) == '>' => Sized(TokenKind.Arrow, 2),
            '{' or '}' when _strings.Count > 0 => InHole(c),
            _ => Sized(TokenKind.Sign, 1),
        };
    }

    private Token InHole(char brace)
    {
        var open = _strings.Pop();
        var depth = open.HoleDepth + (brace == '{' ? 1 : -1);
        _strings.Push(open with { HoleDepth = depth });
        if (depth > 0)
        {
            return Sized(TokenKind.Sign, 1);
        }

        // A raw string with several dollars closes its holes with as many braces.
        return Sized(TokenKind.HoleEnd, Math.Min(Run('}'), open.Braces));
    }

    private bool TryString(out Token token)
    {
        var start = _at;
        var at = _at;
        while (at < text.Length && text[at] is '$' or '@')
        {
            at++;
        }

        token = default;
        if (at >= text.Length || text[at] != '"')
        {
            return false;
        }

        var dollars = text.AsSpan(start, at - start).Count('$');
        var isVerbatim = text.AsSpan(start, at - start).Contains('@');
        _at = at;
        var quotes = Run('"');
        if (quotes >= 3 && !isVerbatim)
        {
            _at += quotes;
            token = dollars == 0 ? RawLiteral(start, quotes) : Opened(start, new Interpolation(dollars, quotes, false));
            return true;
        }

        _at++;
        token = dollars == 0 ? PlainLiteral(start, isVerbatim) : Opened(start, new Interpolation(1, 1, isVerbatim));
        return true;
    }

    private Token Opened(int start, Interpolation interpolation)
    {
        _strings.Push(interpolation);
        return Made(TokenKind.InterpolationStart, start);
    }

    // Up to the next hole or to the closing quotes.
    private Token InString(Interpolation open)
    {
        var start = _at;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '"' && Closes(open))
            {
                _strings.Pop();
                return Made(TokenKind.InterpolationEnd, start);
            }

            if (c == '{' && Run('{') is var braces && OpensHole(open, braces))
            {
                _at += braces;
                _strings.Pop();
                _strings.Push(open with { HoleDepth = 1 });
                return Made(TokenKind.HoleStart, start);
            }

            // An ordinary string ends with its line at the latest: what follows is code again.
            if (c is '\n' or '\r' && open is { Quotes: 1, IsVerbatim: false })
            {
                _strings.Pop();
                return Made(TokenKind.InterpolationEnd, start);
            }

            _at += c switch
            {
                '{' => Run('{'),
                '"' => Run('"') is var quotes && open.Quotes > 1 ? quotes : 2,
                '\\' when open is { Quotes: 1, IsVerbatim: false } => 2,
                _ => 1,
            };
        }

        _at = text.Length;
        _strings.Pop();
        return Made(TokenKind.InterpolationEnd, start);
    }

    private bool Closes(Interpolation open)
    {
        var quotes = Run('"');
        if (open.Quotes > 1 ? quotes < open.Quotes : open.IsVerbatim && quotes > 1)
        {
            return false;
        }

        _at += open.Quotes > 1 ? quotes : 1;
        return true;
    }

    // "{{" is a brace in an ordinary string; in a raw one a hole opens with as many braces as there are dollars.
    private static bool OpensHole(Interpolation open, int braces) =>
        open.Quotes > 1 ? braces >= open.Braces : braces % 2 == 1;

    private Token RawLiteral(int start, int quotes)
    {
        while (_at < text.Length)
        {
            var run = Run('"');
            if (run >= quotes)
            {
                _at += run;
                break;
            }

            _at += Math.Max(run, 1);
        }

        return Made(TokenKind.Literal, start);
    }

    private Token PlainLiteral(int start, bool isVerbatim)
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '"')
            {
                if (!isVerbatim || Peek(1) != '"')
                {
                    _at++;
                    break;
                }

                _at++;
            }
            else if (!isVerbatim && c is '\n' or '\r')
            {
                break;
            }
            else if (!isVerbatim && c == '\\')
            {
                _at++;
            }

            _at++;
        }

        _at = Math.Min(_at, text.Length);
        return Made(TokenKind.Literal, start);
    }

    // 'x', '\'' or '\u0041'; a lone quote is a sign.
    private Token Character(int start)
    {
        _at++;
        if (Peek(0) == '\\')
        {
            _at += 2;
            SkipWhile(char.IsAsciiHexDigit);
        }
        else if (Peek(0) is not ('\n' or '\r' or '\0'))
        {
            _at++;
        }

        if (Peek(0) == '\'')
        {
            _at++;
        }

        _at = Math.Min(_at, text.Length);
        return Made(TokenKind.Literal, start);
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '/' && Peek(1) == '/')
            {
                SkipLine();
            }
            else if (c == '/' && Peek(1) == '*')
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? text.Length : end + 2;
            }
            else if (char.IsWhiteSpace(c) || c is '\uFEFF' or '\0')
            {
                _isLineStart |= IsLineEnd(c);
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private void SkipLine()
    {
        while (_at < text.Length && !IsLineEnd(text[_at]))
        {
            _at++;
        }
    }

    private void SkipWhile(Func<char, bool> accept)
    {
        while (_at < text.Length && accept(text[_at]))
        {
            _at++;
        }
    }

    private int Run(char c)
    {
        var at = _at;
        while (at < text.Length && text[at] == c)
        {
            at++;
        }

        return at - _at;
    }

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private Token Sized(TokenKind kind, int length)
    {
        _at += length;
        return new Token(kind, _at - length, length);
    }

    private Token Made(TokenKind kind, int start) => new(kind, start, Math.Min(_at, text.Length) - start);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '\\' || char.IsSurrogate(c);

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>An interpolated string that is open: how its holes and its end are written, and how deep in a hole we are.</summary>
    private readonly record struct Interpolation(int Braces, int Quotes, bool IsVerbatim, int HoleDepth = 0)
    {
        public bool IsInHole => HoleDepth > 0;
    }
}
