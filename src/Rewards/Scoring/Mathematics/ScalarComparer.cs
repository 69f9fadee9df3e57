using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Whether two scalars are equal: exactly where both are rational, then by algebraic form, then by their values at points in
/// high precision.
/// </summary>
internal sealed class ScalarComparer(MathBudget budget)
{
    private const int NeededRounds = 3;

    // Two values agree when all but the last bits of their mantissas do.
    private const int AgreeingBits = 140;

    // Where more than this may be rounding error, agreement proves nothing.
    private const int MaxNoise = -100;

    // Of its own: where forms take too much, evaluation may still tell.
    private readonly MathBudget _forms = new();

    /// <summary>Whether they are equal; never throws.</summary>
    public bool AreEqual(MathNode a, MathNode b)
    {
        if (a == b || IsInfinity(a) is { } s && IsInfinity(b) is { } t && s == t)
        {
            return true;
        }

        if (ByForm(a, b) is { } certain)
        {
            return certain;
        }

        return HasVariables(a) || HasVariables(b) ? AgreeAtPoints(a, b) : AgreeAsNumbers(a, b);
    }

    /// <summary>Whether two numbers without variables differ by a twentieth at most, as a value and its approximation do.</summary>
    public bool AreClose(MathNode a, MathNode b) =>
        !HasVariables(b)
        && Value(a, 0) is { } x
        && Value(b, 0) is { } y
        && (x.Value - y.Value).Abs() <= x.Value.Abs() / BigFloat.Of(20);

    /// <summary>Whether two scalars are 0 at the same points, as far as quotients of polynomials tell.</summary>
    public bool HaveSameZeros(MathNode a, MathNode b)
    {
        try
        {
            return AlgebraicForm.Of(a, _forms).Above.IsProportionalTo(AlgebraicForm.Of(b, _forms).Above);
        }
        catch (MathLimitException)
        {
            return false;
        }
    }

    /// <summary>The factor between two scalars that are proportional everywhere; null where they are not.</summary>
    public BigFloat? Proportion(MathNode a, MathNode b)
    {
        BigComplex? factor = null;
        var rounds = 0;
        foreach (var round in SamplePoints.Rounds)
        {
            if (Value(a, round) is not { } x || Value(b, round) is not { } y)
            {
                continue;
            }

            if (x.IsNothing || y.IsNothing)
            {
                return null;
            }

            var quotient = x.Value / y.Value;
            if (factor is { } known && Agreement(x with { Value = known }, y with { Value = quotient }) == false)
            {
                return null;
            }

            factor = quotient;
            rounds++;
        }

        return rounds >= NeededRounds && factor is { IsReal: true } real ? real.Re : null;
    }

    /// <summary>The value of a scalar without variables, where it is real; ±∞ have none.</summary>
    public BigFloat? RealValue(MathNode node) =>
        !HasVariables(node) && Value(node, 0) is { Value: { IsReal: true } value } ? value.Re : null;

    /// <summary>+1 for ∞, −1 for −∞, null for anything else.</summary>
    public static int? IsInfinity(MathNode node) =>
        node switch
        {
            MathNode.Constant { Name: "∞" } => 1,
            MathNode.Product { Factors: [MathNode.Number { Value.Sign: < 0 }, MathNode.Constant { Name: "∞" }] } => -1,
            _ => null,
        };

    /// <summary>Whether a tree holds a name that stands for any number.</summary>
    public static bool HasVariables(MathNode node) =>
        node.Any(n => n is MathNode.Variable or MathNode.Function { Name: ['@', ..] });

    private bool? ByForm(MathNode a, MathNode b)
    {
        try
        {
            var (x, y) = (AlgebraicForm.Of(a, _forms), AlgebraicForm.Of(b, _forms));
            var equal = AlgebraicForm.AreEqual(x, y);
            // A decimal may be the rounded form of what is no decimal: left to the comparison as numbers.
            return equal == false && IsDecimal(a) != IsDecimal(b) ? null : equal;
        }
        catch (MathLimitException)
        {
            return null;
        }
    }

    // Where both stay real they must agree; roots and logarithms of negative numbers have as many values as conventions, and
    // count only where nothing else can be had.
    private bool AgreeAtPoints(MathNode a, MathNode b)
    {
        var (real, complex) = (0, 0);
        var complexDiffer = false;
        foreach (var round in SamplePoints.For(a, b))
        {
            if (Value(a, round) is not { } x || Value(b, round) is not { } y || Agreement(x, y) is not { } agree)
            {
                continue;
            }

            if (x.LeftReals || y.LeftReals)
            {
                complex++;
                complexDiffer |= !agree;
            }
            else if (agree)
            {
                real++;
            }
            else
            {
                return false;
            }
        }

        return real >= NeededRounds || (real + complex >= NeededRounds && !complexDiffer);
    }

    private bool AgreeAsNumbers(MathNode a, MathNode b)
    {
        if (Value(a, 0) is not { } x || Value(b, 0) is not { } y)
        {
            return false;
        }

        if (Agreement(x, y) == true)
        {
            return true;
        }

        if (IsDecimal(a) == IsDecimal(b))
        {
            return false;
        }

        // A decimal stands for what it was rounded or cut from when six digits agree, and all that it has.
        var difference = (x.Value - y.Value).Abs();
        var size = x.Value.Abs() < BigFloat.One ? x.Value.Abs() : BigFloat.One;
        return difference <= size * BigFloat.Of(Rational.Of(3, 2_000_000)!.Value)
            && (LastDigit(IsDecimal(a) ? a : b) is not { } last || difference < last);
    }

    private static BigFloat? LastDigit(MathNode node) =>
        node is MathNode.Number { Decimals: var digits }
            ? BigFloat.Of(Rational.Of(10).Power(-digits)!.Value * Rational.Of(999, 1_000)!.Value)
            : null;

    private Approximation? Value(MathNode node, int round)
    {
        try
        {
            return new NumericEvaluator(round, budget).Evaluate(node);
        }
        catch (MathLimitException)
        {
            return null;
        }
    }

    // Null where what was lost to cancellation leaves nothing to compare.
    private static bool? Agreement(Approximation x, Approximation y)
    {
        var difference = (x.Value - y.Value).Abs();
        var size = Math.Max(x.Value.Abs().Magnitude, y.Value.Abs().Magnitude);
        if (difference.Sign == 0 || difference.Magnitude < size - AgreeingBits)
        {
            return true;
        }

        var noise = Math.Max(x.Noise, y.Noise);
        return difference.Magnitude >= noise ? false
            : noise < MaxNoise ? true
            : null;
    }

    private static bool IsDecimal(MathNode node) => node.Any(n => n is MathNode.Number { Decimals: > 0 });
}
