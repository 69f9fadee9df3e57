using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Whether two scalars are equal: exactly where both are rational, then by algebraic form, then by their values at points in
/// high precision.
/// </summary>
internal sealed class ScalarComparer(MathBudget budget)
{
    private const int Rounds = 5;
    private const int NeededRounds = 3;

    // Two values agree when all but the last bits of their mantissas do.
    private const int AgreeingBits = 140;

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

    /// <summary>The factor between two scalars that are proportional everywhere; null where they are not.</summary>
    public BigFloat? Proportion(MathNode a, MathNode b)
    {
        BigComplex? factor = null;
        var rounds = 0;
        for (var round = 0; round < Rounds; round++)
        {
            if (Value(a, round) is not { } x || Value(b, round) is not { } y)
            {
                continue;
            }

            if (IsTiny(x) || IsTiny(y))
            {
                return null;
            }

            var quotient = x / y;
            if (factor is { } known && !Agree(known, quotient))
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
        !HasVariables(node) && Value(node, 0) is { IsReal: true } value ? value.Re : null;

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

    private bool AgreeAtPoints(MathNode a, MathNode b)
    {
        var rounds = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (x, y) = (Value(a, round), Value(b, round));
            if (x is null || y is null)
            {
                continue;
            }

            if (!Agree(x.Value, y.Value))
            {
                return false;
            }

            rounds++;
        }

        return rounds >= NeededRounds;
    }

    private bool AgreeAsNumbers(MathNode a, MathNode b)
    {
        if (Value(a, 0) is not { } x || Value(b, 0) is not { } y)
        {
            return false;
        }

        if (Agree(x, y))
        {
            return true;
        }

        if (IsDecimal(a) == IsDecimal(b))
        {
            return false;
        }

        // A decimal stands for what it was rounded from when six digits agree.
        var size = x.Abs() < BigFloat.One ? x.Abs() : BigFloat.One;
        return (x - y).Abs() <= size * BigFloat.Of(Rational.Of(3, 2_000_000)!.Value);
    }

    private BigComplex? Value(MathNode node, int round)
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

    private static bool Agree(BigComplex x, BigComplex y)
    {
        var difference = (x - y).Abs();
        var size = Math.Max(x.Abs().Magnitude, y.Abs().Magnitude);
        return difference.Sign == 0 || difference.Magnitude < size - AgreeingBits || (IsTiny(x) && IsTiny(y));
    }

    // Nothing but the rounding errors of a sum that is 0.
    private static bool IsTiny(BigComplex value) => value.IsZero || value.Abs().Magnitude < -190;

    private static bool IsDecimal(MathNode node) => node.Any(n => n is MathNode.Number { Decimals: > 0 });
}
