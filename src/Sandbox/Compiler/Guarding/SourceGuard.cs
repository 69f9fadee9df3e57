using System.Globalization;

namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>What is wrong with a text, and where (from 1).</summary>
internal readonly record struct GuardFinding(int Line, int Column, string Reason);

/// <summary>
/// Bounds what the compiler is asked to digest, by counting tokens: nesting of every kind, chains, and directives that
/// reach outside of the text. Does not judge whether the text is right C#.
/// </summary>
internal sealed class SourceGuard
{
    private static readonly HashSet<string> Heads = new(StringComparer.Ordinal)
    {
        "if",
        "else",
        "while",
        "do",
        "for",
        "foreach",
        "using",
        "lock",
        "fixed",
        "goto",
    };

    private readonly string _text;
    private readonly List<Frame> _frames = [new Frame('{')];
    private int _interpolations;
    private int _lambdas;
    private int _angles;
    private int _unbroken;
    private int _heads;
    private int _conditions;
    private int _repeats;
    private Token _previous;
    private Token _beforePrevious;

    private SourceGuard(string text) => _text = text;

    /// <summary>The finding for texts that are too long together.</summary>
    public static GuardFinding TooLong(long characters) =>
        new(
            1,
            1,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{characters} characters of source; at most {GuardLimits.MaxCharacters} are allowed"
            )
        );

    /// <summary>Checks one text.</summary>
    public static GuardFinding? Check(string text)
    {
        if (text.Length > GuardLimits.MaxCharacters)
        {
            return TooLong(text.Length);
        }

        var guard = new SourceGuard(text);
        var lexer = new SourceLexer(text);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (guard.Refusal(token) is { } reason)
            {
                return Finding(text, token.Start, reason);
            }

            if (token.Kind != TokenKind.Directive)
            {
                (guard._beforePrevious, guard._previous) = (guard._previous, token);
            }
        }

        return null;
    }

    private string? Refusal(Token token)
    {
        if (token.Kind == TokenKind.Directive)
        {
            return Directive(token.In(_text));
        }

        if (++_unbroken > GuardLimits.MaxUnbrokenTokens)
        {
            return $"more than {GuardLimits.MaxUnbrokenTokens} tokens without a separator";
        }

        return token.Kind switch
        {
            TokenKind.Word => Word(token.In(_text)),
            TokenKind.Sign => Sign(_text[token.Start]),
            TokenKind.Arrow => Arrow(),
            TokenKind.Literal => Literal(),
            TokenKind.InterpolationStart => Limit(
                ++_interpolations,
                GuardLimits.MaxInterpolationDepth,
                "interpolated strings inside each other"
            ),
            TokenKind.InterpolationEnd => Left(ref _interpolations),
            TokenKind.HoleStart => Open('$'),
            TokenKind.HoleEnd => Close('$'),
            _ => null,
        };
    }

    private string? Word(ReadOnlySpan<char> word)
    {
        var isRepeated =
            Is(_previous, '.')
            && _beforePrevious.Kind == TokenKind.Word
            && word.SequenceEqual(_beforePrevious.In(_text));
        _repeats = isRepeated ? _repeats + 1 : 0;
        if (_repeats >= GuardLimits.MaxRepeatedName)
        {
            return $"the name '{word[..Math.Min(word.Length, 40)]}' more than {GuardLimits.MaxRepeatedName} times behind its own dot";
        }

        var top = _frames.Count - 1;
        var frame = _frames[top];
        _frames[top] = frame with
        {
            Elses = frame.Elses + (word is "else" ? 1 : 0),
            Cases = frame.Cases + (word is "case" ? 1 : 0),
        };
        if (Heads.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
        {
            _heads++;
        }

        return Limit(_frames[top].Elses, GuardLimits.MaxElses, "'else' in one block")
            ?? Limit(_frames[top].Cases, GuardLimits.MaxCases, "cases in one block")
            ?? Limit(_heads, GuardLimits.MaxHeadsInARow, "statements that begin inside each other");
    }

    private string? Sign(char sign)
    {
        CountAngles(sign);
        if (sign is ';' or '{' or '}' or ',')
        {
            _unbroken = 0;
        }

        // The separators of "for (;;)" end no statement.
        if (sign is ';' or '{' or '}' && _frames[^1].Bracket != '(')
        {
            _heads = 0;
        }

        switch (sign)
        {
            case '(' or '[' or '{':
                return Open(sign);
            case ')':
                return Close('(');
            case ']':
                return Close('[');
            case '}':
                return Close('{');
            case ',' when _frames[^1].Lambda:
                _lambdas--;
                _frames[^1] = _frames[^1] with { Lambda = false };
                return null;
            default:
                return Limit(_angles, GuardLimits.MaxBracketDepth, "type arguments inside each other");
        }
    }

    // "List<List<…": a smaller-than sign behind a name may be one; anything that cannot stand in types ends the count.
    private void CountAngles(char sign)
    {
        if (sign == '<' && _previous.Kind == TokenKind.Word)
        {
            _angles++;
        }
        else if (sign == '>')
        {
            _angles = Math.Max(0, _angles - 1);
        }
        else if (sign is not (',' or '.' or '[' or ']' or '?' or '(' or ')' or '*' or ':'))
        {
            _angles = 0;
        }
    }

    // An arrow right inside round brackets is a lambda given to a call; elsewhere it is a body or a case.
    private string? Arrow()
    {
        _angles = 0;
        var frame = _frames[^1];
        if (frame.Bracket == '{')
        {
            _frames[^1] = frame with { Cases = frame.Cases + 1 };
            return Limit(frame.Cases + 1, GuardLimits.MaxCases, "cases in one block");
        }

        if (frame.Bracket != '(' || frame.Lambda)
        {
            return null;
        }

        _frames[^1] = frame with { Lambda = true };
        return Limit(++_lambdas, GuardLimits.MaxLambdaDepth, "lambdas inside each other's calls");
    }

    private string? Literal()
    {
        _angles = 0;
        return null;
    }

    private string? Open(char bracket)
    {
        _frames.Add(new Frame(bracket));
        return Limit(_frames.Count - 1, GuardLimits.MaxBracketDepth, "brackets inside each other");
    }

    // A bracket that closes nothing is left to the compiler; one that closes an outer bracket closes those inside too.
    private string? Close(char bracket)
    {
        var at = _frames.FindLastIndex(f => f.Bracket == bracket);
        if (at <= 0 || (bracket != '{' && _frames.FindLastIndex(f => f.Bracket == '{') > at))
        {
            return null;
        }

        for (var i = _frames.Count - 1; i >= at; i--)
        {
            _lambdas -= _frames[i].Lambda ? 1 : 0;
        }

        _frames.RemoveRange(at, _frames.Count - at);
        return null;
    }

    private string? Directive(ReadOnlySpan<char> line)
    {
        var rest = line[1..].TrimStart();
        if (rest is [':', ..])
        {
            return "directives of file-based programs: one file of plain C# is compiled here";
        }

        var end = rest.IndexOfAnyExceptInRange('a', 'z');
        var name = end < 0 ? rest : rest[..end];
        if (name is "r" or "load")
        {
            return $"#{name} reaches outside of the text: one file of plain C# is compiled here";
        }

        _conditions += name switch
        {
            "if" => 1,
            "endif" => -1,
            _ => 0,
        };
        return name is "if" or "elif" && line.Length > GuardLimits.MaxConditionLength
            ? $"a condition of more than {GuardLimits.MaxConditionLength} characters"
            : Limit(_conditions, GuardLimits.MaxConditionDepth, "#if inside each other");
    }

    private static string? Left(ref int depth)
    {
        depth--;
        return null;
    }

    private bool Is(Token token, char sign) => token.Kind == TokenKind.Sign && _text[token.Start] == sign;

    private static string? Limit(int count, int most, string what) => count > most ? $"more than {most} {what}" : null;

    private static GuardFinding Finding(string text, int position, string reason)
    {
        var before = text.AsSpan(0, position);
        var line = before.Count('\n') + 1;
        return new GuardFinding(line, position - before.LastIndexOf('\n'), reason);
    }

    /// <summary>An open bracket: which, whether a lambda began in it, how many branches it holds.</summary>
    private readonly record struct Frame(char Bracket, bool Lambda = false, int Elses = 0, int Cases = 0);
}
