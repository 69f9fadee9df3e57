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

    private static readonly HashSet<string> Layout = new(StringComparer.Ordinal)
    {
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
        "mathrm",
        "mathbf",
        "mathit",
        "mathsf",
        "mathcal",
        "boldsymbol",
        "bm",
        "rm",
        "bf",
        "it",
        "operatorname",
        "hspace",
        "vspace",
        "phantom",
        "middle",
        "hline",
        "nonumber",
        "notag",
        "overline",
        "vec",
        "hat",
        "bar",
        "overrightarrow",
        "widehat",
        "tilde",
        "underline",
        "quad",
        "qquad",
        "boxed",
        "fbox",
        "space",
        "thinspace",
        "dollar",
        "ensuremath",
        "color",
        "Large",
        "large",
        "tiny",
        "star",
        "prime",
    };

    private static readonly Dictionary<string, char> Signs = new(StringComparer.Ordinal)
    {
        ["times"] = '*',
        ["cdot"] = '*',
        ["ast"] = '*',
        ["div"] = '/',
        ["pm"] = '±',
        ["mp"] = '∓',
        ["le"] = '≤',
        ["leq"] = '≤',
        ["leqslant"] = '≤',
        ["leqq"] = '≤',
        ["ge"] = '≥',
        ["geq"] = '≥',
        ["geqslant"] = '≥',
        ["geqq"] = '≥',
        ["ne"] = '≠',
        ["neq"] = '≠',
        ["lt"] = '<',
        ["gt"] = '>',
        ["approx"] = '≈',
        ["simeq"] = '≈',
        ["doteq"] = '≈',
        ["in"] = '∈',
        ["equiv"] = '≡',
        ["cup"] = '∪',
        ["cap"] = '∩',
        ["setminus"] = '∖',
        ["backslash"] = '∖',
        ["lbrace"] = '«',
        ["rbrace"] = '»',
        ["langle"] = '(',
        ["rangle"] = ')',
        ["lbrack"] = '[',
        ["rbrack"] = ']',
        ["mid"] = '|',
        ["vert"] = '|',
        ["lvert"] = '|',
        ["rvert"] = '|',
        ["colon"] = ':',
        ["circ"] = '°',
        ["degree"] = '°',
        ["percent"] = '%',
        ["land"] = '∧',
        ["wedge"] = '∧',
        ["lor"] = '∨',
        ["vee"] = '∨',
        ["bigcup"] = '∪',
        ["bigcap"] = '∩',
        ["colonequals"] = '=',
        ["to"] = '→',
        ["rightarrow"] = '→',
    };

    private static readonly Dictionary<char, string> Unicode = new()
    {
        ['×'] = "*",
        ['·'] = "*",
        ['⋅'] = "*",
        ['∗'] = "*",
        ['∙'] = "*",
        ['÷'] = "/",
        ['∕'] = "/",
        ['−'] = "-",
        ['–'] = "-",
        ['—'] = "-",
        ['≦'] = "≤",
        ['≧'] = "≥",
        ['⩽'] = "≤",
        ['⩾'] = "≥",
        ['≃'] = "≈",
        ['≅'] = "≈",
        ['，'] = ",",
        ['；'] = ";",
        ['（'] = "(",
        ['）'] = ")",
        ['：'] = ":",
        ['＝'] = "=",
        ['＋'] = "+",
        ['％'] = "%",
        ['²'] = "^2",
        ['³'] = "^3",
        ['¹'] = "^1",
        ['⁴'] = "^4",
        ['⁵'] = "^5",
        ['⁶'] = "^6",
        ['⁷'] = "^7",
        ['⁸'] = "^8",
        ['⁹'] = "^9",
        ['⁰'] = "^0",
        ['½'] = "(1/2)",
        ['⅓'] = "(1/3)",
        ['¼'] = "(1/4)",
        ['¾'] = "(3/4)",
        ['⅔'] = "(2/3)",
        ['√'] = "\\sqrt ",
        ['∞'] = "\\infty ",
        ['π'] = "\\pi ",
        ['ℝ'] = "\\mathbb{R}",
        ['ℤ'] = "\\mathbb{Z}",
        ['ℕ'] = "\\mathbb{N}",
        ['ℚ'] = "\\mathbb{Q}",
        ['ℂ'] = "\\mathbb{C}",
        ['∅'] = "\\emptyset ",
        ['º'] = "°",
        ['α'] = "\\alpha ",
        ['β'] = "\\beta ",
        ['γ'] = "\\gamma ",
        ['θ'] = "\\theta ",
        ['λ'] = "\\lambda ",
        ['μ'] = "\\mu ",
        ['φ'] = "\\varphi ",
        ['ω'] = "\\omega ",
        ['\u00a0'] = " ",
        ['\u2009'] = " ",
        ['\u202f'] = " ",
        ['’'] = "'",
        ['€'] = "",
        ['£'] = "",
        ['¥'] = "",
    };

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "log",
        "ln",
        "exp",
        "sqrt",
        "abs",
        "floor",
        "ceil",
        "max",
        "min",
        "gcd",
        "lcm",
        "pi",
        "infinity",
        "inf",
        "oo",
        "frac",
        "dfrac",
        "tfrac",
        "cbrt",
        "lg",
    };

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
        foreach (var c in RepeatingDecimal().Replace(text, Repeating))
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

    // 0.1\overline{6} is (16 − 1) / 90.
    private static string Repeating(Match match)
    {
        var (whole, start, cycle) = (
            match.Groups["whole"].Value,
            match.Groups["start"].Value,
            match.Groups["cycle"].Value
        );
        var below = new string('9', cycle.Length) + new string('0', start.Length);
        return $"\\frac{{({whole + start + cycle}-0{whole + start})}}{{{below}}}";
    }

    [GeneratedRegex(@"(?<whole>\d+)\.(?<start>\d{0,20})\\overline\{(?<cycle>\d{1,20})\}", RegexOptions.NonBacktracking)]
    private static partial Regex RepeatingDecimal();

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
        else if (name is "hspace" or "vspace" or "phantom" or "color" or "label" or "tag")
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
            Add(TokenKind.Command, "mathbb:" + (Group() ?? (_at < _text.Length ? _text[_at++].ToString() : "")).Trim());
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
        else if (IsUnitLetter(trimmed))
        {
            Add(TokenKind.Text, trimmed);
        }
        else if (
            IsChoice(trimmed)
            || isFont && Words.Contains(trimmed)
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
        && (_tokens[^1].Kind == TokenKind.Number || _tokens[^1].Is('}'));

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

    // A thousands separator: , or {,} or ,\! with exactly three digits behind it. Inside brackets a bare comma separates items.
    private int? Separator()
    {
        var rest = _text.AsSpan(_at);
        var length =
            rest.StartsWith("{,}") ? 3
            : rest.StartsWith(",\\!") ? 3
            : rest.StartsWith("\\,") ? 2
            : rest.StartsWith("\\!") ? 2
            : rest.StartsWith(",") && _brackets <= 0 ? 1
            : 0;
        if (length == 0 || rest.Length < length + 3)
        {
            return null;
        }

        var behind = rest[length..];
        var exact = behind.Length == 3 || !char.IsAsciiDigit(behind[3]);
        return char.IsAsciiDigit(behind[0]) && char.IsAsciiDigit(behind[1]) && char.IsAsciiDigit(behind[2]) && exact
            ? length
            : null;
    }

    private void Word()
    {
        var start = _at;
        while (_at < _text.Length && char.IsLetter(_text[_at]))
        {
            _at++;
        }

        var word = _text[start.._at];
        if (Words.Contains(word) || word is "and" or "or")
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

    private void Add(TokenKind kind, string text)
    {
        _tokens.Add(new MathToken(kind, text, _space));
        _space = false;
    }
}
