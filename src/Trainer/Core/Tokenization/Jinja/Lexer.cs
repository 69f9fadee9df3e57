using System.Globalization;
using System.Text;

namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>
/// Cuts a template into tokens, with the white space rules that chat templates are written for: a line break after a block
/// is dropped, and so is what stands before a block on its line (<c>trim_blocks</c> and <c>lstrip_blocks</c>).
/// </summary>
internal sealed class Lexer
{
    /// <summary>An expression is as deep as its longest chain, and evaluating it calls itself once a link.</summary>
    private const int LongestTag = 4000;

    private static readonly string[] Signs =
    [
        .. "** // == != <= >=".Split(' '),
        .. "+ - * / % ~ < > = ( ) [ ] { } . , : |".Split(' '),
    ];

    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _startsLine = true;

    private Lexer(string source)
    {
        _source = source.ReplaceLineEndings("\n");
        if (_source.EndsWith('\n'))
        {
            _source = _source[..^1];
        }
    }

    public static List<Token> Tokens(string source)
    {
        var lexer = new Lexer(source);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_at < _source.Length)
        {
            var tag = NextTag(_at);
            if (tag < 0)
            {
                Add(TokenKind.Data, _source[_at..]);
                break;
            }

            AddDataBefore(tag, _source[_at..tag], _startsLine);
            _at = tag + 2;
            if (Peek() is '-' or '+')
            {
                _at++;
            }

            switch (_source[tag + 1])
            {
                case '#':
                    ReadComment();
                    break;
                case '{':
                    ReadTag(TokenKind.OutputBegin, TokenKind.OutputEnd, "}}");
                    break;
                default:
                    if (!ReadRaw())
                    {
                        ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, "%}");
                    }

                    break;
            }
        }

        Add(TokenKind.End, "");
    }

    private int NextTag(int from)
    {
        for (var at = _source.IndexOf('{', from); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
        {
            if (_source[at + 1] is '{' or '%' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Text up to a tag, without the white space that the tag takes.</summary>
    private void AddDataBefore(int tag, string data, bool startsLine)
    {
        var mark = tag + 2 < _source.Length ? _source[tag + 2] : '\0';
        if (mark == '-')
        {
            data = data.TrimEnd();
        }
        else if (mark != '+' && _source[tag + 1] != '{')
        {
            var line = data.LastIndexOf('\n') + 1;
            if ((line > 0 || startsLine) && data.AsSpan(line).IsWhiteSpace())
            {
                data = data[..line];
            }
        }

        Add(TokenKind.Data, data);
    }

    private void ReadComment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Fault("a comment does not end");
        }

        _at = end;
        Close(end > 0 && _source[end - 1] is '-' or '+' ? _source[end - 1] : '\0', isBlock: true);
    }

    /// <summary>A raw block: everything up to its end is text.</summary>
    private bool ReadRaw()
    {
        var rest = _source.AsSpan(_at).TrimStart();
        if (!rest.StartsWith("raw", StringComparison.Ordinal) || !IsTagEnd(rest[3..].TrimStart()))
        {
            return false;
        }

        var begin = _source.IndexOf("%}", _at, StringComparison.Ordinal) + 2;
        var end = begin;
        while ((end = _source.IndexOf("{%", end, StringComparison.Ordinal)) >= 0)
        {
            var inner = _source.AsSpan(end + 2).TrimStart("-+").TrimStart();
            if (inner.StartsWith("endraw", StringComparison.Ordinal))
            {
                var data = _source[begin..end];
                AddDataBefore(end, _source[begin - 3] == '-' ? data.TrimStart() : data, startsLine: false);
                _at = _source.IndexOf("%}", end, StringComparison.Ordinal);
                Close(_source[_at - 1], isBlock: true);
                return true;
            }

            end += 2;
        }

        throw Fault("a raw block does not end");

        static bool IsTagEnd(ReadOnlySpan<char> text) => text.StartsWith("%}") || text.StartsWith("-%}");
    }

    private void ReadTag(TokenKind begin, TokenKind end, string closing)
    {
        Add(begin, "");
        var first = _tokens.Count;
        var depth = 0;
        while (true)
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            {
                _at++;
            }

            if (_at >= _source.Length || _tokens.Count - first > LongestTag)
            {
                throw Fault(
                    _at >= _source.Length
                        ? $"a tag does not end with {closing}"
                        : $"a tag has more than {LongestTag} words and signs"
                );
            }

            var rest = _source.AsSpan(_at);
            if (depth == 0 && (rest.StartsWith(closing) || (rest[0] is '-' or '+' && rest[1..].StartsWith(closing))))
            {
                var mark = rest[0] is '-' or '+' ? rest[0] : '\0';
                _at += mark == '\0' ? 0 : 1;
                Add(end, "");
                Close(mark, end == TokenKind.BlockEnd);
                return;
            }

            depth += ReadToken();
        }
    }

    /// <summary>Steps over the two signs that close a tag and the white space that goes with it.</summary>
    private void Close(char mark, bool isBlock)
    {
        _at += 2;
        var end = _at;
        if (mark == '-')
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            {
                _at++;
            }
        }
        else if (isBlock && mark != '+' && Peek() == '\n')
        {
            _at++;
        }

        _startsLine = _at > end && _source[_at - 1] == '\n';
    }

    /// <summary>Reads one token of an expression.</summary>
    /// <returns>How much deeper in brackets the reading stands.</returns>
    private int ReadToken()
    {
        var c = _source[_at];
        if (c is '\'' or '"')
        {
            ReadString(c);
            return 0;
        }

        if (char.IsAsciiDigit(c))
        {
            var number = TakeWhile(d => char.IsAsciiDigit(d) || d == '_');
            if (Peek() == '.' && _at + 1 < _source.Length && char.IsAsciiDigit(_source[_at + 1]))
            {
                _at++;
                number += "." + TakeWhile(char.IsAsciiDigit);
            }

            Add(TokenKind.Number, number.Replace("_", "", StringComparison.Ordinal));
            return 0;
        }

        if (char.IsLetter(c) || c == '_')
        {
            Add(TokenKind.Name, TakeWhile(d => char.IsLetterOrDigit(d) || d == '_'));
            return 0;
        }

        foreach (var sign in Signs)
        {
            if (_source.AsSpan(_at).StartsWith(sign))
            {
                _at += sign.Length;
                Add(TokenKind.Sign, sign);
                return sign is "(" or "[" or "{" ? 1
                    : sign is ")" or "]" or "}" ? -1
                    : 0;
            }
        }

        throw Fault($"'{c}' is not expected here");
    }

    private void ReadString(char quote)
    {
        var text = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= _source.Length)
            {
                throw Fault("a text in quotes does not end");
            }

            if (_source[_at] == quote)
            {
                _at++;
                Add(TokenKind.String, text.ToString());
                return;
            }

            if (_source[_at] != '\\' || _at + 1 >= _source.Length)
            {
                text.Append(_source[_at]);
                continue;
            }

            _at++;
            text.Append(Escaped());
        }
    }

    private string Escaped()
    {
        var c = _source[_at];
        return c switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            '\n' => "",
            '\\' or '\'' or '"' => c.ToString(),
            'x' => Code(2),
            'u' => Code(4),
            'U' => Code(8),
            _ => "\\" + c,
        };

        string Code(int digits)
        {
            if (
                _at + digits >= _source.Length
                || !int.TryParse(
                    _source.AsSpan(_at + 1, digits),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
                || code is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)
            )
            {
                throw Fault($"\\{c} needs {digits} digits of a character");
            }

            _at += digits;
            return char.ConvertFromUtf32(code);
        }
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _source.Length && belongs(_source[_at]))
        {
            _at++;
        }

        return _source[start.._at];
    }

    private char Peek() => _at < _source.Length ? _source[_at] : '\0';

    private void Add(TokenKind kind, string text)
    {
        if (kind != TokenKind.Data || text.Length > 0)
        {
            _tokens.Add(new Token(kind, text, Line()));
        }
    }

    private JinjaException Fault(string what) => new($"line {Line()}: {what}");

    private int Line() => 1 + _source.AsSpan(0, Math.Min(_at, _source.Length)).Count('\n');
}
