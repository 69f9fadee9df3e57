using System.Globalization;
using CsCheck;
using R1Code.Rewards.Mathematics;

namespace R1Code.Rewards.Tests.Mathematics;

/// <summary>
/// Random input. <c>R1CODE_FUZZ</c> sets how many texts are tried; a release is tried with a million.
/// </summary>
public sealed class MathPropertyTests
{
    private static readonly long Inputs = long.TryParse(
        Environment.GetEnvironmentVariable("R1CODE_FUZZ"),
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : 4_000;

    private static readonly string[] Parts =
    [
        "0",
        "1",
        "2",
        "3.5",
        "9",
        "1,000",
        "x",
        "y",
        "n",
        "e",
        "i",
        "\\pi",
        "\\infty",
        "+",
        "-",
        "*",
        "/",
        "^",
        "_",
        "=",
        "<",
        "\\le",
        ">",
        "\\ne",
        "\\approx",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\\{",
        "\\}",
        "|",
        ",",
        ";",
        ":",
        "!",
        "%",
        "\\%",
        "'",
        ".",
        "&",
        "\\\\",
        "\\",
        "$",
        "\\frac",
        "\\sqrt",
        "\\sqrt[3]",
        "\\log_",
        "\\sin",
        "\\cos",
        "\\ln",
        "\\arcsin",
        "\\binom",
        "\\pm",
        "\\mp",
        "\\cup",
        "\\cap",
        "\\setminus",
        "\\in",
        "\\mathbb{R}",
        "\\emptyset",
        "\\text{and}",
        "\\text{",
        "or",
        " ",
        "\\boxed{",
        "\\left(",
        "\\right)",
        "\\begin{pmatrix}",
        "\\end{pmatrix}",
        "\\begin{cases}",
        "\\end{cases}",
        "final answer is",
        "\n",
        "^{99}",
        "!!",
        "9999999999",
        "e9",
        "\\lfloor",
        "\\rfloor",
        "f(",
        "\\overline{3}",
        "0.\\overline{3}",
        "\\pmod",
        "\ud800",
        "\0",
        "½",
        "²",
        "√",
        "cm",
        "percent",
    ];

    private static readonly Gen<string> Noise = Gen.OneOf(Parts).Array[0, 25].Select(string.Concat);

    private static readonly Gen<string> Expression = Gen.Recursive<string>(
        (depth, inner) =>
            depth > 4
                ? Gen.OneOf("1", "2", "7", "x", "y", "\\pi", "\\frac{3}{4}")
                : Gen.OneOf(
                    Gen.OneOf("1", "2", "7", "x", "y", "\\pi", "\\frac{3}{4}"),
                    Gen.Select(inner, inner, (a, b) => $"({a}+{b})"),
                    Gen.Select(inner, inner, (a, b) => $"({a}-{b})"),
                    Gen.Select(inner, inner, (a, b) => $"{a} \\cdot {b}"),
                    Gen.Select(inner, inner, (a, b) => $"\\frac{{{a}}}{{{b}+9}}"),
                    inner.Select(a => $"\\sqrt{{{a}}}"),
                    inner.Select(a => $"({a})^{{2}}")
                )
    );

    [Fact]
    public void AreEqual_NeverThrows_OnAnyText() =>
        Check.Sample(
            Gen.Select(Noise, Noise),
            (gold, text) =>
            {
                _ = MathEquality.AreEqual(gold, text);
                return true;
            },
            iter: Inputs
        );

    [Fact]
    public void AreEqual_NeverThrows_OnAnyCharacters() =>
        Check.Sample(Gen.String, text => MathEquality.AreEqual(text, "$1$") || true, iter: Inputs / 4);

    [Fact]
    public void AreEqual_IsSymmetric_BetweenExpressions() =>
        Check.Sample(
            Gen.Select(Expression, Expression),
            (a, b) => MathEquality.AreEqual($"${a}$", $"${b}$") == MathEquality.AreEqual($"${b}$", $"${a}$"),
            iter: 300
        );

    [Fact]
    public void AreEqual_HoldsForAnExpressionAndItself() =>
        Check.Sample(Expression, a => MathEquality.AreEqual($"${a}$", $"${a}$"), iter: 300);

    [Fact]
    public void AreEqual_HoldsForRearrangedSumsAndFailsForOthers() =>
        Check.Sample(
            Gen.Select(Expression, Expression),
            (a, b) =>
                MathEquality.AreEqual($"${a}+2({b})$", $"${b}+{a}+{b}$")
                && !MathEquality.AreEqual($"${a}+({b})$", $"${a}+({b})+1$"),
            iter: 300
        );

    [Fact]
    public void AreEqual_GivesTheSame_FromManyThreads()
    {
        var pairs = Enumerable
            .Range(0, 200)
            .Select(n => ($"\\frac{{{n}x}}{{{n + 1}}}+\\sqrt{{{n}}}", $"\\sqrt{n}+\\frac{{{n}}}{{{n + 1}}}x"))
            .ToList();
        var alone = pairs.Select(p => MathEquality.AreEqual(p.Item1, p.Item2)).ToList();

        var together = pairs.AsParallel().AsOrdered().Select(p => MathEquality.AreEqual(p.Item1, p.Item2)).ToList();

        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData("((((", 5_000)]
    [InlineData("\\sqrt{", 5_000)]
    [InlineData("{", 100_000)]
    [InlineData("x^", 5_000)]
    [InlineData("2^", 5_000)]
    [InlineData("-", 5_000)]
    [InlineData("\\frac", 5_000)]
    [InlineData("9", 100_000)]
    [InlineData("9!", 3_000)]
    [InlineData("(x+y)^{64}", 200)]
    [InlineData("(x+1)(y+1)(z+1)", 100)]
    [InlineData("\\boxed{", 20_000)]
    [InlineData("$", 100_001)]
    [InlineData("|x|", 1_000)]
    [InlineData("1,", 5_000)]
    [InlineData("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", 60)]
    public void AreEqual_Ends_WhateverIsRepeated(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));

        _ = MathEquality.AreEqual("1", text);
        _ = MathEquality.AreEqual(text, "$" + text + "$");
    }

    [Theory]
    [InlineData("9^{9^{9^{9}}}")]
    [InlineData("e^{e^{e^{e^{9}}}}")]
    [InlineData("(10^{9})!")]
    [InlineData("2^{10^{9}}")]
    [InlineData("1e999")]
    [InlineData("\\sin(10^{100})")]
    [InlineData("\\binom{10^9}{10^8}")]
    [InlineData("\\frac{1}{0}")]
    [InlineData("0^{-1}")]
    [InlineData("\\ln 0")]
    [InlineData("\\sqrt{10^{4000}+1}")]
    public void AreEqual_Ends_WithHugeValues(string text) => Assert.False(MathEquality.AreEqual("$7$", $"${text}$"));
}
