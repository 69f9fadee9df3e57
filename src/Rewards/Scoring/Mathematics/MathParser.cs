namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Parses answers as people and models write them. Tolerant: words behind a number are units, missing braces are guessed as
/// TeX does. What cannot be read gives null, never an exception. Depth and size are bounded.
/// </summary>
internal sealed partial class MathParser
{
    private const int MaxDepth = 60;
    private const int MaxDigits = 4_000;

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
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
        "ln",
        "exp",
        "lg",
        "abs",
        "floor",
        "ceil",
        "max",
        "min",
        "gcd",
        "lcm",
        "cbrt",
    };

    private readonly List<MathToken> _tokens;
    private int _at;
    private int _depth;
    private int _bars;

    private MathParser(List<MathToken> tokens)
    {
        _tokens = tokens;
    }

    private MathToken Current => _tokens[_at];

    /// <summary>The tree of a text; null where it cannot be read as a whole.</summary>
    public static MathNode? Parse(string text)
    {
        if (MathLexer.Read(text) is not { } tokens)
        {
            return null;
        }

        var parser = new MathParser(tokens);
        try
        {
            var node = parser.Answer();
            parser.SkipTrailing();
            return parser.Current.Kind == TokenKind.End ? node : null;
        }
        catch (MathSyntaxException)
        {
            return null;
        }
    }

    private void SkipLeadingWords()
    {
        while (
            Current.IsCommand("quad")
            || Current.IsCommand("therefore")
            || Current.IsCommand("implies")
            || Current.Is('→')
        )
        {
            _at++;
        }
    }

    private void SkipTrailing()
    {
        while (
            Current.Is('.')
            || Current.Is(',')
            || Current.Is(';')
            || Current.Is('。')
            || Current.Is('!')
            || Current.IsCommand("quad")
            || Current.IsCommand("newline")
            || Current.IsCommand("checkmark")
        )
        {
            _at++;
        }
    }

    private static bool IsClosing(MathToken token) =>
        token.Is(')') || token.Is(']') || token.Is('}') || token.Is('»') || token.Is('.');

    private bool Take(char sign)
    {
        if (!Current.Is(sign))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char sign)
    {
        if (!Take(sign))
        {
            throw new MathSyntaxException();
        }
    }

    private Level Enter()
    {
        if (++_depth > MaxDepth * 6)
        {
            throw new MathSyntaxException();
        }

        return new Level(this);
    }

    private readonly struct Level(MathParser parser) : IDisposable
    {
        public void Dispose() => parser._depth--;
    }
}

/// <summary>The text is no mathematics the parser knows; never leaves it.</summary>
internal sealed class MathSyntaxException : Exception;
