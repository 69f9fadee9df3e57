using System.Text.RegularExpressions;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Finds the final answer in what was written. In order: the last box, unless a sentence behind it states a final answer; a
/// sentence that states the answer; the last formula; the last number. The last of a kind counts, so that naming many
/// candidates earns nothing.
/// </summary>
internal static partial class AnswerExtraction
{
    private const int MaxText = 200_000;
    private const int MaxBare = 300;

    private static readonly HashSet<string> ShortWords = new(StringComparer.Ordinal)
    {
        "is",
        "so",
        "we",
        "it",
        "the",
        "of",
        "in",
        "on",
        "an",
        "at",
        "as",
        "by",
        "be",
        "if",
        "no",
        "not",
        "are",
        "was",
        "has",
        "had",
        "can",
        "for",
        "get",
        "got",
        "all",
        "any",
        "but",
        "you",
        "our",
        "his",
        "her",
        "its",
        "she",
        "he",
        "my",
        "do",
        "one",
        "two",
        "six",
        "ten",
        "how",
        "now",
        "let",
        "may",
        "per",
        "yes",
        "out",
        "off",
        "us",
        "le",
        "la",
        "es",
        "el",
        "der",
        "die",
        "das",
        "ist",
        "est",
    };

    /// <summary>The text of the answer; null where there is none.</summary>
    public static string? Find(string text)
    {
        // An answer stands at the end: of a text too long the end is read.
        var tail = text.Length <= MaxText ? text : text[^MaxText..];
        var clean = Clean(tail);
        var boxed = Boxes(clean);
        var stated = FinalAnswer().Matches(clean).LastOrDefault();
        if (boxed.Count > 0 && (stated is null || stated.Index < boxed[^1].End))
        {
            return Join(clean, boxed);
        }

        if (stated is not null && InSentence(Sentence(clean, stated.Index + stated.Length)) is { } final)
        {
            return final;
        }

        if (boxed.Count > 0)
        {
            return Join(clean, boxed);
        }

        if (
            Answer().Matches(clean).LastOrDefault() is { } answer
            && InSentence(Sentence(clean, answer.Index + answer.Length)) is { } said
        )
        {
            return said;
        }

        if (IsBare(clean))
        {
            return clean.Trim();
        }

        return LastFormula(clean) ?? BareFormula(clean) ?? LastNumber(clean);
    }

    // Drawings, doubled backslashes of escaped text and leftovers of a chat template.
    private static string Clean(string text)
    {
        var clean = Bold().Replace(Drawing().Replace(text, " "), "${before}${inside}");
        clean = Heading().Replace(clean, "");
        clean = EndMark().Match(clean) is { Success: true, Index: > 0 and var end } ? clean[..end] : clean;
        // \\frac where \frac was meant, as text escaped once too often has it; in a matrix it may be the end of a row.
        return clean.Contains("\\begin", StringComparison.Ordinal)
            ? clean
            : Doubled().Replace(clean, m => m.Value[1..]);
    }

    private static List<(int Start, int End, string Inner)> Boxes(string text)
    {
        var boxes = new List<(int Start, int End, string Inner)>();
        var starts = new Dictionary<int, int>();
        foreach (var match in Box().EnumerateMatches(text))
        {
            starts[match.Index + match.Length - 1] = match.Index;
        }

        // One pass over all braces: a text of unclosed boxes must not cost the square of its length.
        var open = new Stack<int>();
        for (var at = starts.Count == 0 ? text.Length : 0; at < text.Length; at++)
        {
            if (text[at] == '{')
            {
                open.Push(at);
            }
            else if (text[at] == '}' && open.TryPop(out var brace) && starts.TryGetValue(brace, out var start))
            {
                boxes.Add((start, at + 1, text[(brace + 1)..at]));
            }
        }

        // A box in a box: the outer one is the answer.
        boxes.Sort((x, y) => x.Start.CompareTo(y.Start));
        var outer = new List<(int Start, int End, string Inner)>();
        foreach (var box in boxes)
        {
            if (outer.Count == 0 || outer[^1].End <= box.Start)
            {
                outer.Add(box);
            }
        }

        return outer;
    }

    // Several boxes with no more than "and" between them are one answer.
    private static string Join(string text, List<(int Start, int End, string Inner)> boxes)
    {
        var first = boxes.Count - 1;
        while (first > 0 && Connector().IsMatch(text[boxes[first - 1].End..boxes[first].Start]))
        {
            first--;
        }

        return string.Join(" , ", boxes.Skip(first).Select(b => b.Inner));
    }

    private static string Sentence(string text, int from)
    {
        var rest = text[from..];
        var end = SentenceEnd().Match(rest);
        return end.Success ? rest[..end.Index] : rest;
    }

    private static string? InSentence(string sentence)
    {
        if (string.IsNullOrWhiteSpace(sentence))
        {
            return null;
        }

        if (Denial().IsMatch(sentence))
        {
            return sentence;
        }

        var boxes = Boxes(sentence);
        return boxes.Count > 0 ? Join(sentence, boxes)
            : IsBare(sentence) ? sentence.Trim()
            : LastFormula(sentence) ?? BareFormula(sentence) ?? LastNumber(sentence);
    }

    // TeX that stands behind "is" or "=" without the signs of a formula.
    private static string? BareFormula(string text)
    {
        var line = text.TrimEnd().TrimEnd('.');
        line = line[(line.LastIndexOf('\n') + 1)..];
        return
            line.Length <= MaxBare
            && Statement().Matches(line).LastOrDefault() is { } match
            && line[(match.Index + match.Length)..] is { } rest
            && rest.Contains('\\', StringComparison.Ordinal)
            && IsBare(rest)
            ? rest.Trim()
            : null;
    }

    // Nothing but mathematics: an answer and no sentence around it.
    private static bool IsBare(string text)
    {
        if (text.Length <= MaxBare && MathPhrases.IsKnown(text))
        {
            return true;
        }

        if (text.Length > MaxBare * 10 || string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var outside = TextCommand().Replace(text, " ");
        outside = Command().Replace(outside, " ");
        var formulas = Formula().Count(text);
        var words = Word()
            .Matches(outside)
            .Count(w =>
                !MathUnits.IsUnit(w.Value)
                && (formulas > 0 || w.Length > 3 || IsEnglish(w.Value))
                && w.Value
                    is not (
                        "and"
                        or "or"
                        or "pi"
                        or "sqrt"
                        or "sin"
                        or "cos"
                        or "tan"
                        or "log"
                        or "ln"
                        or "frac"
                        or "percent"
                        or "infinity"
                        or "oo"
                    )
            );
        var isForeign = Foreign().IsMatch(outside);
        return (words == 0 && !isForeign)
            || (formulas == 0 && words <= 2 && text.Length <= MaxBare && !(isForeign && text.Any(char.IsAsciiDigit)));
    }

    // Two or three letters are a product, unless they are one of these.
    private static bool IsEnglish(string word) => ShortWords.Contains(word.ToLowerInvariant());

    private static string? LastFormula(string text)
    {
        var formulas = Formula().Matches(text).Where(f => Inner(f).Trim().Length > 0).ToList();
        if (formulas.Count == 0)
        {
            return null;
        }

        var first = formulas.Count - 1;
        while (
            first > 0
            && Connector()
                .IsMatch(text[(formulas[first - 1].Index + formulas[first - 1].Length)..formulas[first].Index])
        )
        {
            first--;
        }

        var last = formulas[^1];
        var after = text.AsSpan(last.Index + last.Length).TrimStart();
        var percent = after.StartsWith("%") || after.StartsWith("\\%") || after.StartsWith("percent");
        return string.Join(" , ", formulas.Skip(first).Select(Inner)) + (percent ? "%" : "");
    }

    private static string Inner(Match formula) =>
        formula.Groups["a"].Value + formula.Groups["b"].Value + formula.Groups["c"].Value + formula.Groups["d"].Value;

    private static string? LastNumber(string text) => Number().Matches(text).LastOrDefault()?.Groups["number"].Value;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // What a chat template puts behind an answer.
    [GeneratedRegex(@"<\|(?:im_|end|eot|eom)|</s>|<eos>|<end_of_turn>|<｜end", Linear)]
    private static partial Regex EndMark();

    [GeneratedRegex(@"^[\s:]*(?:not\b|n't\b)", Linear | RegexOptions.IgnoreCase)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\b(?:is|are|equals|be|was|get|have|gives)\s|:\s|=", Linear)]
    private static partial Regex Statement();

    // Letters of scripts that no formula is written in.
    [GeneratedRegex(@"\p{Lo}|[\p{IsCyrillic}]{2,}", Linear)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\[asy\](?:[^\[]|\[[^/])*\[/asy\]", Linear)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"\\\\[A-Za-z]", Linear)]
    private static partial Regex Doubled();

    // **7** is set bold; x**2 is a power.
    [GeneratedRegex(@"(?<before>^|[\s:(])\*\*(?<inside>[^*\s][^*\n]*)\*\*", Linear)]
    private static partial Regex Bold();

    // "### 5" is 5 as a heading; four of them state an answer, as GSM8K does.
    [GeneratedRegex(@"^#{1,3}[ \t]+", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\\(?:boxed|fbox|framebox)\s*\{", Linear)]
    private static partial Regex Box();

    [GeneratedRegex(
        @"final answer(?:\*\*)?\s*(?:is|:|=)\s*(?:\*\*)?\s*(?:the final answer is)?:?",
        Linear | RegexOptions.IgnoreCase
    )]
    private static partial Regex FinalAnswer();

    [GeneratedRegex(
        @"\b(?:answer|option|choice)(?:\*\*)?\s*(?:is|:|=)(?:\*\*)?:?|(?:^|\n)####[ \t]|答案\s*(?:是|为|為|[:：])|答え\s*(?:は|[:：])|정답은?\s*:?|ответ\s*(?:[:—-])|respuesta\s*(?:es|:)|réponse\s*(?:est|:)|antwort\s*(?:ist|lautet|:)",
        Linear | RegexOptions.IgnoreCase
    )]
    private static partial Regex Answer();

    [GeneratedRegex(@"\n|I hope|\.\s+[A-Z]|\.\s*$|。", Linear)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"^(?:\s|\$|,|;|\.|\\quad|\\qquad|\\,|\\;|\\\)|\\\(|\\\]|\\\[|\\text\{\s*(?:and|or)\s*\}|and|or|\\text\{\s*,?\s*\})*$",
        Linear
    )]
    private static partial Regex Connector();

    [GeneratedRegex(
        @"\$\$(?<a>[^$]+)\$\$|\$(?<b>[^$]+)\$|\\\((?<c>(?:[^\\]|\\[^)])*)\\\)|\\\[(?<d>(?:[^\\]|\\[^\]])*)\\\]",
        Linear
    )]
    private static partial Regex Formula();

    [GeneratedRegex(@"\\(?:text|mbox|mathrm|textbf|textit|operatorname|mathbf|begin|end|mathbb)\s*\{[^{}]*\}", Linear)]
    private static partial Regex TextCommand();

    [GeneratedRegex(@"\\[A-Za-z]+", Linear)]
    private static partial Regex Command();

    [GeneratedRegex(@"[A-Za-z]{2,}", Linear)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"(?<number>[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|\d)(?:\s*/\s*\d+(?:\.\d+)?)?\s*(?:%|\\%|percent\b)?)",
        Linear
    )]
    private static partial Regex Number();
}
