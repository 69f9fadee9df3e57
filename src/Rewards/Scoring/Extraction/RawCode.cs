using System.Text.RegularExpressions;

namespace R1Code.Rewards;

/// <summary>
/// Finds C# that stands in plain text without a fence, by the looks of its lines: a region starts at a line no prose
/// would contain and runs while lines look like code or braces are open. Prose that merely uses code words has none.
/// </summary>
internal static partial class RawCode
{
    /// <summary>The last region of code; null where there is none.</summary>
    public static string? Find(string text)
    {
        var lines = text.Split('\n');
        var mask = CSharpMask.Of(text).Split('\n');
        string? lastProgram = null;
        string? last = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!StartsCode(lines[i]))
            {
                continue;
            }

            var (end, declares) = RegionEnd(lines, mask, i);
            var region = string.Join('\n', lines[i..end]);
            last = region;
            lastProgram = declares ? region : lastProgram;
            i = end - 1;
        }

        return lastProgram ?? last;
    }

    /// <summary>Whether a text has a line that only C# would have.</summary>
    public static bool LooksLikeCSharp(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (StartsCode(line))
            {
                return true;
            }
        }

        return false;
    }

    private static (int End, bool Declares) RegionEnd(string[] lines, string[] mask, int start)
    {
        var depth = 0;
        var end = start + 1;
        var declares = false;
        for (var i = start; i < lines.Length; i++)
        {
            var blank = string.IsNullOrWhiteSpace(lines[i]);
            if (depth == 0 && !blank && !ContinuesCode(lines[i], mask[i]))
            {
                break;
            }

            declares |= DeclarationLine().IsMatch(lines[i]) || MethodLine().IsMatch(lines[i]);
            depth = Math.Max(0, depth + CSharpMask.Depth(mask[i]));
            end = blank ? end : i + 1;
        }

        return (end, declares);
    }

    private static bool StartsCode(string line) =>
        UsingLine().IsMatch(line)
        || DeclarationLine().IsMatch(line)
        || MethodLine().IsMatch(line)
        || StatementLine().IsMatch(line);

    private static bool ContinuesCode(string line, string mask)
    {
        if (StartsCode(line))
        {
            return true;
        }

        var code = mask.AsSpan().Trim();
        if (code.IsEmpty)
        {
            // A comment, or the inside of a long string.
            return !line.AsSpan().Trim().IsEmpty;
        }

        if (code.StartsWith("</") || code.StartsWith("[/"))
        {
            // The end of what a page or a forum wraps code in.
            return false;
        }

        return code[0] is '{' or '}' or '[' or '#' or '.' || code[^1] is ';' or '{' or '}' or ')' or ',' or '>';
    }

    private const string Modifiers =
        "(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|unsafe|file|ref|async|override|virtual|extern|new)\\s+)";

    private const RegexOptions Line = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(
        @"^\s*(?:global\s+)?using\s+(?:static\s+)?[A-Z]\w*(?:\s*\.\s*\w+)*(?:\s*=\s*[\w.<>,\s\[\]]+)?\s*;",
        Line
    )]
    private static partial Regex UsingLine();

    [GeneratedRegex(
        @"^\s*(?:\[[^\]]*\]\s*)?"
            + Modifiers
            + @"*(?:namespace\s+[\w.]+\s*[;{]?|(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+[A-Z_]\w*\s*(?:[<({:;].*)?)\s*$",
        Line
    )]
    private static partial Regex DeclarationLine();

    [GeneratedRegex(
        @"^\s*(?:"
            + Modifiers
            + @"+[\w<>\[\],.?() ]+[ >\]?)]\w+\s*(?:<[\w, ]+>)?\s*\(.*|(?:void|int|long|string|bool|double|float|char|decimal|ulong|uint|byte|BigInteger|IEnumerable<.*>|List<.*>|Dictionary<.*>|(?:int|long|string|bool|double|char)\[\])\??\s+\w+\s*\([^;]*\)\s*(?:\{.*|=>.*)?)$",
        Line
    )]
    private static partial Regex MethodLine();

    [GeneratedRegex(
        @"^\s*(?:(?:var|int|long|string|bool|double|float|char|decimal|[A-Z]\w*<[^;]*>|(?:int|long|string|bool|double|char)\[[,\]]*\]?)\??\s+\w+\s*=.*;|Console\s*\.\s*\w+\s*\(.*;|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\(.*\)\s*;|return\b[^;]*;|foreach\s*\(.*\bin\b.*\).*|for\s*\(.*;.*;.*|while\s*\(.*\)\s*\{?)\s*(?://.*)?$",
        Line
    )]
    private static partial Regex StatementLine();
}
