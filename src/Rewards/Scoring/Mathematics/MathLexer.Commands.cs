using System.Text.RegularExpressions;

namespace R1Code.Rewards.Mathematics;

// Commands, escapes and text groups.
internal sealed partial class MathLexer
{
    private void Command()
    {
        var start = ++_at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            Escape();
            return;
        }

        var name = _text[start.._at];
        if (Signs.TryGetValue(name, out var sign))
        {
            Add(TokenKind.Sign, sign.ToString());
        }
        else if (
            name
                is "text"
                    or "textbf"
                    or "textit"
                    or "textrm"
                    or "mbox"
                    or "textsf"
                    or "hbox"
                    or "texttt"
                    or "mathrm"
                    or "operatorname"
                    or "mathbf"
                    or "rm"
            && Group() is { } words
        )
        {
            TextGroup(words, name is "mathrm" or "operatorname" or "mathbf" or "rm");
        }
        else if (name is "overline" or "bar" or "hat" or "widehat" or "tilde" or "overbar" && Group() is { } covered)
        {
            Covered(covered, name);
        }
        else if (name is "hspace" or "vspace" or "phantom" or "hphantom" or "vphantom" or "color" or "label" or "tag")
        {
            Group();
            _space = true;
        }
        else if (name is "begin" or "end")
        {
            Add(TokenKind.Command, name + ":" + (Group() ?? "").TrimEnd('*'));
        }
        else if (name is "mathbb" or "Bbb")
        {
            var group = Group();
            while (group is null && _at < _text.Length && char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }

            Add(TokenKind.Command, "mathbb:" + (group ?? (_at < _text.Length ? _text[_at++].ToString() : "")).Trim());
        }
        else if (Layout.Contains(name))
        {
            // \left. and \right. draw nothing.
            if (name is "left" or "right" && _at < _text.Length && _text[_at] == '.')
            {
                _at++;
            }

            if (name is "quad" or "qquad")
            {
                Add(TokenKind.Command, "quad");
            }

            _space = true;
        }
        else if (name.StartsWith("quad", StringComparison.Ordinal))
        {
            // \quadx: a space was lost.
            _at = start + 4;
            Add(TokenKind.Command, "quad");
        }
        else
        {
            Add(
                TokenKind.Command,
                name is "dfrac" or "tfrac" or "cfrac" ? "frac"
                    : name is "dbinom" or "tbinom" ? "binom"
                    : name
            );
        }
    }

    private void Escape()
    {
        var c = _at < _text.Length ? _text[_at++] : ' ';
        switch (c)
        {
            case '{':
                _brackets++;
                Add(TokenKind.Sign, "«");
                break;
            case '}':
                _brackets--;
                Add(TokenKind.Sign, "»");
                break;
            case '%' or '|':
                Add(TokenKind.Sign, c.ToString());
                break;
            case '\\':
                Add(TokenKind.Command, "newline");
                // \\[4pt] says how far apart rows stand.
                _at +=
                    RowDistance().Match(_text, _at) is { Success: true } distance && distance.Index == _at
                        ? distance.Length
                        : 0;
                break;
            // \! is taken back, so that 12,\!000 stays one number; $ and the delimiters of formulas say nothing.
            case '!':
                break;
            default:
                _space = true;
                break;
        }
    }

    private void TextGroup(string words, bool isFont)
    {
        var trimmed = words.Replace("\\ ", " ", StringComparison.Ordinal).Trim().Trim('~').Trim();
        if (trimmed.Length == 0)
        {
            _space = true;
        }
        else if (trimmed == "to")
        {
            Add(TokenKind.Sign, ":");
        }
        else if (IsUnitLetter(trimmed))
        {
            Add(TokenKind.Text, trimmed);
        }
        else if (
            IsChoice(trimmed)
            || Words.Contains(trimmed) && (isFont || trimmed is not ("inf" or "oo"))
            || StartsWithNumber(trimmed)
            || trimmed.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or '/' or '%' or '°' or '(' or ')')
        )
        {
            // A letter, a choice, a function's name or a number set as text.
            var inner = Read(trimmed);
            if (inner is not null)
            {
                _tokens.AddRange(inner.SkipLast(1));
            }
        }
        else
        {
            Add(TokenKind.Text, trimmed);
        }
    }

    // The m of 5 \mathrm{m}; e and i are numbers.
    private bool IsUnitLetter(string text) =>
        text is [var letter]
        && char.IsAsciiLetter(letter)
        && letter is not ('e' or 'i')
        && _tokens.Count > 0
        && (
            _tokens[^1].Kind == TokenKind.Number
            || _tokens[^1].Is('}')
            || _tokens
                is [.., { Kind: TokenKind.Text }, { Kind: TokenKind.Sign, Text: "*" or "/" }]
                    or [.., { Kind: TokenKind.Number }, { Text: "frac" }, { Kind: TokenKind.Sign, Text: "{" }]
                    or [.., { Kind: TokenKind.Text }, { Text: "}" }, { Kind: TokenKind.Sign, Text: "{" }]
        );

    // \text{5 units} is 5 units.
    private static bool StartsWithNumber(string text) =>
        char.IsAsciiDigit(text[0]) && !text.Contains('\\', StringComparison.Ordinal);

    // A bar over one letter makes another letter of it, over a segment's ends it changes nothing, over digits it means what
    // only a decimal point explains.
    private void Covered(string covered, string mark)
    {
        var inside = covered.Trim();
        if (inside is [var letter] && char.IsAsciiLetter(letter))
        {
            Add(TokenKind.Letter, letter + (mark is "overline" or "bar" ? "\u0304" : "\u0302"));
        }
        else if (inside.Any(char.IsAsciiDigit))
        {
            Add(TokenKind.Command, mark);
        }
        else
        {
            // Read as a group, as if the mark were not there.
            _at -= covered.Length + 2;
        }
    }

    [GeneratedRegex(@"\s*\[-?[0-9.]+\s*(?:pt|em|ex|mm|cm|in)\]", RegexOptions.NonBacktracking)]
    private static partial Regex RowDistance();

    private static bool IsChoice(string text) => text.Trim('(', ')', '.') is [var letter] && char.IsAsciiLetter(letter);

    // {…} behind a command, without its braces; null where none follows.
    private string? Group()
    {
        var at = _at;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        if (at == _text.Length || _text[at] != '{')
        {
            return null;
        }

        var depth = 0;
        for (var i = at; i < _text.Length; i++)
        {
            depth +=
                _text[i] == '{' ? 1
                : _text[i] == '}' ? -1
                : 0;
            if (depth == 0)
            {
                _at = i + 1;
                return _text[(at + 1)..i];
            }
        }

        return null;
    }
}
