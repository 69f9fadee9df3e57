namespace R1Code.Rewards;

/// <summary>
/// Blanks out what is not code, so that braces and words can be found by simple means: strings of every kind, characters
/// and comments become spaces, lengths and line ends stay. It is no lexer: malformed text gives some mask, never an error.
/// </summary>
internal static class CSharpMask
{
    // Strings in holes of strings in holes: deeper ones cost time and no one writes them.
    private const int MaxNesting = 8;

    /// <summary>The masked text, of the same length.</summary>
    public static string Of(string text)
    {
        var mask = text.ToCharArray();
        var at = 0;
        while (at < text.Length)
        {
            at = Code(text, mask, at, inHole: false, 0);
        }

        return new string(mask);
    }

    /// <summary>How deep in braces the masked text ends; negative when more are closed than opened.</summary>
    public static int Depth(ReadOnlySpan<char> mask)
    {
        var depth = 0;
        foreach (var c in mask)
        {
            depth +=
                c == '{' ? 1
                : c == '}' ? -1
                : 0;
        }

        return depth;
    }

    // Reads code to the end of the text or, in the hole of an interpolated string, to the hole's closing brace.
    private static int Code(string text, char[] mask, int at, bool inHole, int nesting)
    {
        var depth = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '/' && Next(text, at) == '/')
            {
                at = Blank(text, mask, at, LineEnd(text, at));
            }
            else if (c == '/' && Next(text, at) == '*')
            {
                var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = Blank(text, mask, at, close < 0 ? text.Length : close + 2);
            }
            else if (c == '\'')
            {
                at = Blank(text, mask, at, CharEnd(text, at));
            }
            else if (c is '"' or '$' or '@' && StringStart(text, at) is { } start)
            {
                at = String(text, mask, at, start, nesting);
            }
            else
            {
                if (inHole)
                {
                    depth +=
                        c is '{' ? 1
                        : c is '}' ? -1
                        : 0;
                    mask[at] = c is '\n' or '\r' ? c : ' ';
                    if (depth < 0)
                    {
                        return at;
                    }
                }

                at++;
            }
        }

        return at;
    }

    private static int String(string text, char[] mask, int at, StringHead head, int nesting)
    {
        var i = head.Body;
        while (i < text.Length)
        {
            var c = text[i];
            if (c == '"')
            {
                var run = RunOf(text, i, '"');
                if (head.Quotes >= 3 ? run >= head.Quotes : !(head.Verbatim && run >= 2))
                {
                    i += head.Quotes >= 3 ? run : 1;
                    return Blank(text, mask, at, i);
                }

                i += head.Quotes >= 3 ? run : 2;
            }
            else if (c == '\\' && !head.Verbatim && head.Quotes == 1)
            {
                i += 2;
            }
            else if (c == '\n' && !head.Verbatim && head.Quotes == 1)
            {
                // An ordinary string ends with its line at the latest.
                return Blank(text, mask, at, i);
            }
            else if (c == '{' && head.Dollars > 0)
            {
                var run = RunOf(text, i, '{');
                var isHole = head.Quotes >= 3 ? run >= head.Dollars : run % 2 == 1;
                i += run;
                if (isHole && nesting < MaxNesting)
                {
                    var close = Code(text, mask, i, inHole: true, nesting + 1);
                    i = close + (head.Quotes >= 3 ? head.Dollars : 1);
                }
            }
            else
            {
                i++;
            }
        }

        return Blank(text, mask, at, text.Length);
    }

    private static StringHead? StringStart(string text, int at)
    {
        var i = at;
        var dollars = 0;
        var verbatim = false;
        while (i < text.Length && text[i] is '$' or '@')
        {
            dollars += text[i] == '$' ? 1 : 0;
            verbatim |= text[i] == '@';
            i++;
            if (i == text.Length)
            {
                return null;
            }
        }

        if (text[i] != '"')
        {
            return null;
        }

        var quotes = RunOf(text, i, '"');
        return quotes >= 3 && !verbatim
            ? new StringHead(i + quotes, quotes, dollars, false)
            : new StringHead(i + 1, 1, dollars, verbatim);
    }

    private static int CharEnd(string text, int at)
    {
        var i = at + 1;
        while (i < text.Length && text[i] is not ('\'' or '\n'))
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        // An apostrophe of prose is no character literal: those are short.
        return i < text.Length && text[i] == '\'' && i - at <= 11 ? i + 1 : at + 1;
    }

    private static int Blank(string text, char[] mask, int from, int to)
    {
        var end = Math.Min(to, text.Length);
        for (var i = from; i < end; i++)
        {
            if (text[i] is not ('\n' or '\r'))
            {
                mask[i] = ' ';
            }
        }

        return end;
    }

    private static int RunOf(string text, int at, char c)
    {
        var end = at;
        while (end < text.Length && text[end] == c)
        {
            end++;
        }

        return end - at;
    }

    private static int LineEnd(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    private static char Next(string text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    private sealed record StringHead(int Body, int Quotes, int Dollars, bool Verbatim);
}
