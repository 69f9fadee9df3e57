using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Logic;

/// <summary>
/// Checks a countdown answer: one expression over exactly the given numbers, each used once, with + − × ÷ and parentheses,
/// whose exact value is the target. Powers, integer division, signs, decimals and joined digits are no moves of the game.
/// </summary>
internal static partial class CountdownAnswer
{
    private const int MaxLength = 1000;
    private const int MaxDepth = 100;

    /// <summary>Whether the answer holds such an expression and nothing else.</summary>
    public static bool IsRight(string answer, IReadOnlyList<long> numbers, long target)
    {
        var text = Expression(answer);
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        var sides = text.Split('=');
        if (sides.Length > 2 || (sides.Length == 2 && sides[1].Trim() != target.ToString(CultureInfo.InvariantCulture)))
        {
            return false;
        }

        var used = new List<BigInteger>();
        var at = 0;
        var value = Sum(sides[0], ref at, used, 0);
        SkipSpace(sides[0], ref at);
        return at == sides[0].Length
            && value == Rational.Of(target)
            && used.Order().SequenceEqual(numbers.Select(n => (BigInteger)n).Order());
    }

    // The box, the code block or the last line; without a label before it and the signs of TeX.
    private static string Expression(string answer)
    {
        var text = answer.Trim();
        if (MarkdownFences.Find(text).LastOrDefault(b => b.Closed) is { } block)
        {
            text = block.Text.Trim();
        }

        var box = text.LastIndexOf("\\boxed{", StringComparison.Ordinal);
        if (box >= 0)
        {
            var close = text.LastIndexOf('}');
            text = close > box ? text[(box + 7)..close] : "";
        }

        text = text[(text.LastIndexOf('\n') + 1)..];
        text = Label().Replace(text, "");
        return Tex()
            .Replace(
                text,
                m =>
                    m.Value switch
                    {
                        "\\times" or "\\cdot" or "×" or "·" or "∗" => "*",
                        "\\div" or "÷" or "∕" => "/",
                        "−" or "–" => "-",
                        _ => " ",
                    }
            )
            .Trim()
            .TrimEnd(';');
    }

    private static Rational? Sum(string text, ref int at, List<BigInteger> used, int depth)
    {
        var left = Product(text, ref at, used, depth);
        while (left is { } sum && Take(text, ref at, '+', '-') is { } sign)
        {
            left =
                Product(text, ref at, used, depth) is not { } right ? null
                : sign == '+' ? sum + right
                : sum - right;
        }

        return left;
    }

    private static Rational? Product(string text, ref int at, List<BigInteger> used, int depth)
    {
        var left = Operand(text, ref at, used, depth);
        while (left is { } product && Take(text, ref at, '*', '/') is { } sign)
        {
            left =
                Operand(text, ref at, used, depth) is not { } right ? null
                : sign == '*' ? product * right
                : product.Over(right);
        }

        return left;
    }

    // A second * or / here is ** or //, which the game does not have; a sign is no move either.
    private static Rational? Operand(string text, ref int at, List<BigInteger> used, int depth)
    {
        SkipSpace(text, ref at);
        if (depth < MaxDepth && at < text.Length && text[at] == '(')
        {
            at++;
            var inner = Sum(text, ref at, used, depth + 1);
            return Take(text, ref at, ')', ')') is null ? null : inner;
        }

        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        if (at == start)
        {
            return null;
        }

        used.Add(BigInteger.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture));
        return Rational.Of(used[^1]);
    }

    private static char? Take(string text, ref int at, char first, char second)
    {
        SkipSpace(text, ref at);
        return at < text.Length && (text[at] == first || text[at] == second) ? text[at++] : null;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    [GeneratedRegex(@"^[^:\d()]{0,60}:\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"\\times|\\cdot|\\div|\\left|\\right|\\\(|\\\)|\\\[|\\\]|[×·∗÷∕−–$`]",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Tex();
}
