using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// A scalar as a quotient of two polynomials. Equal forms are equal values; different ones may still be equal when they hold
/// functions, which evaluation then decides.
/// </summary>
internal sealed record AlgebraicForm(Polynomial Above, Polynomial Below)
{
    /// <summary>The number it is, where it is a rational one.</summary>
    public Rational? Value => Above.Value is { } n && Below.Value is { } d ? n.Over(d) : null;

    /// <summary>How many terms it has.</summary>
    public int Count => Above.Count + Below.Count;

    /// <summary>Both polynomials in a fixed order.</summary>
    public string Text => $"({Above.Text})/({Below.Text})";

    /// <summary>The form of a tree.</summary>
    /// <exception cref="MathLimitException">It has none within the bounds.</exception>
    public static AlgebraicForm Of(MathNode node, MathBudget budget) => new AlgebraicReader(budget).Read(node);

    /// <summary>A polynomial as it is.</summary>
    public static AlgebraicForm Of(Polynomial polynomial) => new(polynomial, Polynomial.Of(Rational.One));

    /// <summary>Whether two forms are one; null where they differ and evaluation must decide.</summary>
    public static bool? AreEqual(AlgebraicForm a, AlgebraicForm b)
    {
        var difference = (a.Above * b.Below) + (b.Above * a.Below).Scale(Rational.Of(-1));
        return difference.IsZero ? true
            : difference.IsPlain ? false
            : null;
    }
}
