using System.Text.RegularExpressions;

namespace R1Code.Rewards.Text;

/// <summary>
/// The words a person would read aloud: without code, mathematics, tags and addresses, which are the same in every language.
/// </summary>
internal static partial class Prose
{
    /// <summary>The words of the prose in a text.</summary>
    public static List<Word> WordsOf(string text)
    {
        var prose = WithoutFences(text);
        prose = NotProse().Replace(prose, " ");
        return WordReader.Read(Identifier().Replace(prose, " ")).FindAll(w => !IsVariable(w));
    }

    /// <summary>The language most of a text's words are written in; null for a text without words.</summary>
    public static string? LanguageOf(string text)
    {
        var counts = WordsOf(text)
            .Where(w => w.Script != Script.Other)
            .GroupBy(w => w.Script)
            .ToDictionary(g => g.Key, g => g.Count());
        if (counts.Count == 0)
        {
            return null;
        }

        // Japanese is Chinese characters between Kana: a tenth of these tells it from Chinese.
        var kana = counts.GetValueOrDefault(Script.Kana);
        var cjk = kana + counts.GetValueOrDefault(Script.Han);
        if (kana > 0 && kana * 10 >= cjk)
        {
            counts[Script.Kana] = cjk;
            counts.Remove(Script.Han);
        }

        return counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key switch
        {
            Script.Han => "zh",
            Script.Kana => "ja",
            Script.Hangul => "ko",
            Script.Cyrillic => "ru",
            Script.Greek => "el",
            Script.Arabic => "ar",
            Script.Hebrew => "he",
            Script.Devanagari => "hi",
            Script.Thai => "th",
            _ => "en",
        };
    }

    // x, n and T are mathematics in every language; a and I are English words.
    private static bool IsVariable(Word word) =>
        word.Text.Length == 1 && word.Script is Script.Latin or Script.Greek && word.Text is not ("a" or "A" or "I");

    private static string WithoutFences(string text)
    {
        var rest = new System.Text.StringBuilder(text.Length);
        var at = 0;
        foreach (var block in MarkdownFences.Find(text))
        {
            rest.Append(text, at, block.Start - at).Append('\n');
            at = block.End;
        }

        return rest.Append(text, at, text.Length - at).ToString();
    }

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // Inline code, TeX in its delimiters and environments, single commands, tags, addresses.
    [GeneratedRegex(
        @"`[^`\n]+`|\$\$[^$]+\$\$|\$[^$\n]+\$|\\\([^)]*\\\)|\\\[[^\]]*\\\]|\\begin\{[^}]*\}|\\end\{[^}]*\}|\\[A-Za-z]+|</?[A-Za-z_][\w-]*[^<>\n]*>|https?://\S+",
        Linear
    )]
    private static partial Regex NotProse();

    // Names with digits, underscores, dots or capitals inside, calls and indexers: snake_case, x1, List.Add, camelCase, f(x).
    [GeneratedRegex(
        @"[A-Za-z]*[A-Za-z_][0-9_][A-Za-z0-9_]*|[A-Za-z]+(?:\.[A-Za-z_]\w*)+|[a-z]+[A-Z][A-Za-z]*|[A-Za-z]+\([^()\n]*\)|[A-Za-z]+\[[^\]\n]*\]",
        Linear
    )]
    private static partial Regex Identifier();
}
