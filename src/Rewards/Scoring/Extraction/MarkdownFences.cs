using System.Buffers;

namespace R1Code.Rewards;

/// <summary>
/// Finds fenced blocks as models write them, which is looser than CommonMark: a fence may open after text on its line,
/// close right behind the last brace or before a leftover special token, and a fence with a language inside an open block
/// starts a new block, because the closing one was forgotten.
/// </summary>
internal static class MarkdownFences
{
    private const int MinimumRun = 3;

    // How far before a fence the // of its comment is looked for: a line without end is not read again for each fence.
    private const int MaxComment = 500;
    private const string RawQuote = "\"\"\"";

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t{}:,;=");

    /// <summary>All blocks, in order.</summary>
    public static List<FencedBlock> Find(string text)
    {
        var blocks = new List<FencedBlock>();
        var at = 0;
        while (NextRun(text, at) is { } open)
        {
            var lineEnd = LineEnd(text, open.End);
            var info = text[open.End..lineEnd];
            if (OneLineBlock(text, open, lineEnd) is { } single)
            {
                blocks.Add(single);
                at = single.End;
                continue;
            }

            var language = LanguageOf(info);
            if (lineEnd == text.Length)
            {
                blocks.Add(new FencedBlock(language, "", false, open.Start, text.Length));
                break;
            }

            var block = ReadBody(text, open, language, lineEnd + 1);
            blocks.Add(IsQuoted(text, open) ? block with { Text = WithoutQuotes(block.Text) } : block);
            at = block.End;
        }

        return blocks;
    }

    private static FencedBlock ReadBody(string text, Run open, string language, int bodyStart)
    {
        var at = bodyStart;
        // A fence with text behind it on its line: it closes the block only where no better one follows.
        Run? loose = null;
        var readTo = bodyStart;
        while (NextRun(text, at) is { } run)
        {
            at = run.End;
            if (run.Mark != open.Mark || run.Length < open.Length)
            {
                continue;
            }

            if (readTo <= run.Start && IsInString(text, readTo, run.Start))
            {
                if (EndOfString(text, run) is { } stringEnd)
                {
                    loose ??= run;
                    (at, readTo) = (stringEnd, stringEnd);
                    continue;
                }

                // The string never ends, so its quotes say nothing.
                readTo = text.Length;
            }
            else
            {
                readTo = Math.Max(readTo, run.Start);
            }

            if (!run.StartsLine && IsCommented(text, bodyStart, run))
            {
                loose ??= run;
                continue;
            }

            var after = text.AsSpan(run.End, LineEnd(text, run.End) - run.End);
            if (after.IsWhiteSpace() || (run.StartsLine && after[0] == '<'))
            {
                return new FencedBlock(language, text[bodyStart..run.Start], true, open.Start, run.End);
            }

            if (run.StartsLine && char.IsLetterOrDigit(after[0]) && after.IndexOf('`') < 0)
            {
                var end = (loose ?? run).Start;
                return new FencedBlock(language, text[bodyStart..end], loose is not null, open.Start, run.Start);
            }

            loose ??= run.StartsLine ? run : null;
        }

        return loose is null
            ? new FencedBlock(language, text[bodyStart..], false, open.Start, text.Length)
            : new FencedBlock(language, text[bodyStart..loose.Start], true, open.Start, loose.End);
    }

    // Behind // a fence is the program's own text.
    private static bool IsCommented(string text, int bodyStart, Run run)
    {
        var from = Math.Max(bodyStart, run.Start - MaxComment);
        var before = text.AsSpan(from, run.Start - from);
        return before[(before.LastIndexOf('\n') + 1)..].Contains("//", StringComparison.Ordinal);
    }

    private static bool IsInString(string text, int from, int to) =>
        text.AsSpan(from, to - from).Count(RawQuote) % 2 == 1;

    // Where the raw string ends that a run stands in, if another fence follows that can close the block.
    private static int? EndOfString(string text, Run run)
    {
        var close = text.IndexOf(RawQuote, run.End, StringComparison.Ordinal);
        return close >= 0 && NextRun(text, close + RawQuote.Length) is not null ? close + RawQuote.Length : null;
    }

    // ```csharp Console.WriteLine(1);``` on one line.
    private static FencedBlock? OneLineBlock(string text, Run open, int lineEnd)
    {
        var line = text.AsSpan(open.End, lineEnd - open.End);
        var close = line.IndexOf(text.AsSpan(open.Start, open.Length));
        if (close <= 0)
        {
            return null;
        }

        var inner = line[..close].ToString();
        var space = inner.AsSpan().Trim().IndexOf(' ');
        var firstWord = space < 0 ? "" : inner.Trim()[..space];
        var language = CodeFenceLanguage.IsCSharp(firstWord) ? LanguageOf(firstWord) : "";
        var code = language.Length == 0 ? inner : inner.Trim()[space..];
        return new FencedBlock(language, code, true, open.Start, open.End + close + open.Length);
    }

    private static Run? NextRun(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            var mark = text[i];
            if (mark is not ('`' or '~'))
            {
                continue;
            }

            var end = i + 1;
            while (end < text.Length && text[end] == mark)
            {
                end++;
            }

            var startsLine = StartsLine(text, i);
            // Tildes are a fence only at the start of a line; elsewhere they are text (~~~struck~~~).
            if (end - i >= MinimumRun && (mark == '`' || startsLine))
            {
                return new Run(i, end, mark, startsLine);
            }

            i = end - 1;
        }

        return null;
    }

    private static bool StartsLine(string text, int at)
    {
        for (var i = at - 1; i >= 0 && text[i] != '\n'; i--)
        {
            // Lists and quotations indent their fences.
            if (!char.IsWhiteSpace(text[i]) && text[i] is not ('>' or '-' or '*'))
            {
                return false;
            }
        }

        return true;
    }

    // > ```csharp: the whole block stands in a quotation.
    private static bool IsQuoted(string text, Run open) =>
        text.AsSpan(text.LastIndexOf('\n', open.Start) + 1).TrimStart().StartsWith(">");

    private static string WithoutQuotes(string body)
    {
        var lines = body.Split('\n');
        return Array.TrueForAll(lines, l => string.IsNullOrWhiteSpace(l) || l.AsSpan().TrimStart().StartsWith(">"))
            ? string.Join('\n', lines.Select(WithoutQuote))
            : body;
    }

    private static string WithoutQuote(string line)
    {
        var rest = line.AsSpan().TrimStart();
        rest = rest.StartsWith(">") ? rest[1..] : rest;
        return (rest.StartsWith(" ") ? rest[1..] : rest).ToString();
    }

    private static int LineEnd(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    private static string LanguageOf(string info)
    {
        var word = info.Trim().TrimStart('{').TrimStart('.');
        var end = word.AsSpan().IndexOfAny(WordEnds);
        return (end < 0 ? word : word[..end]).ToLowerInvariant();
    }

    private sealed record Run(int Start, int End, char Mark, bool StartsLine)
    {
        public int Length => End - Start;
    }
}

/// <summary>A fenced block.</summary>
/// <param name="Language">First word of the info string in lower case; empty where there is none.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Closed">Whether it was closed.</param>
/// <param name="Start">Where its opening fence starts in the text.</param>
/// <param name="End">Where it ends in the text, after its closing fence.</param>
internal sealed record FencedBlock(string Language, string Text, bool Closed, int Start, int End);

/// <summary>Names under which models fence C#.</summary>
internal static class CodeFenceLanguage
{
    /// <summary>Whether the name means C#, in any case.</summary>
    public static bool IsCSharp(string language) =>
        language.ToLowerInvariant() is "c#" or "cs" or "csharp" or "csx" or "c-sharp" or "csharp.net" or "dotnet";
}
