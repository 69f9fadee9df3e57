using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Compares mathematical answers written in TeX or plain text. Thread-safe, bounded in time and memory by steps, and never
/// throws: what cannot be read or takes too much is not equal, unless both are written alike.
/// </summary>
public static class MathEquality
{
    private const int MaxAnswer = 20_000;

    /// <summary>
    /// Whether the final answer in <paramref name="text"/> equals the one in <paramref name="gold"/>. Each may be the bare
    /// answer or a text that ends with it.
    /// </summary>
    public static bool AreEqual(string gold, string text)
    {
        try
        {
            return AnswerExtraction.Find(MathCharacters.Plain(gold)) is { } expected
                && AnswerExtraction.Find(MathCharacters.Plain(text)) is { } found
                && AreEqualAnswers(expected, found);
        }
        catch (MathLimitException)
        {
            return false;
        }
    }

    private static bool AreEqualAnswers(string expected, string found)
    {
        if (expected.Length > MaxAnswer || found.Length > MaxAnswer || found.Length == 0)
        {
            return false;
        }

        if (expected == found || MathPhrases.SameWords(expected, found) || MathPhrases.SameChoice(expected, found))
        {
            return true;
        }

        (expected, found) = (MathPhrases.Formula(expected), MathPhrases.Formula(found));
        var (gold, answer) = (MathParser.Parse(expected), MathParser.Parse(found));
        if (gold is null || answer is null)
        {
            var written = Written(expected);
            return written.Length > 0 && written == Written(found);
        }

        if (Quantities.UnitOf(expected) is { } wanted && Quantities.UnitOf(found) is { } given)
        {
            return wanted.Kind == given.Kind
                && new AnswerComparer().AreEqual(Times(gold, wanted.Size), Times(answer, given.Size));
        }

        if (gold is MathNode.Text && Written(expected) is { Length: > 0 } words && words == Written(found))
        {
            return true;
        }

        return new AnswerComparer().AreEqual(gold, answer)
            || (AreNumberAndQuantity(gold, answer) && Bare(found) is { } a && new AnswerComparer().AreEqual(gold, a))
            || (
                AreNumberAndQuantity(answer, gold)
                && Bare(expected) is { } g
                && new AnswerComparer().AreEqual(g, answer)
            );
    }

    private static MathNode Times(MathNode node, Rational size) =>
        size.Equals(Rational.One) ? node : new MathNode.Product([new MathNode.Number(size), node]);

    // 5 m is a product of letters, but beside a plain 5 it is five metres.
    private static bool AreNumberAndQuantity(MathNode number, MathNode quantity) =>
        !ScalarComparer.HasVariables(number) && ScalarComparer.HasVariables(quantity);

    private static MathNode? Bare(string text) =>
        MathUnits.WithoutLetters(text) is { } bare ? MathParser.Parse(bare) : null;

    // What is left of an answer without layout: for answers in words or in notation the parser does not know.
    private static string Written(string text)
    {
        var plain = text.Replace("\\text", "", StringComparison.Ordinal)
            .Replace("\\left", "", StringComparison.Ordinal)
            .Replace("\\right", "", StringComparison.Ordinal);
        var written = new System.Text.StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            var isDropped = char.IsWhiteSpace(c) || c is '$' or '{' or '}' or '.' or ',' or '!' or '~';

            // Between digits a point, a comma or a space is no layout: 1.5 is not 15, and 1 2 is not 12.
            var parts =
                isDropped
                && written.Length > 0
                && char.IsAsciiDigit(written[^1])
                && i + 1 < plain.Length
                && char.IsAsciiDigit(plain[i + 1]);
            if (!isDropped || parts)
            {
                written.Append(parts && char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c));
            }
        }

        return written.ToString();
    }
}
