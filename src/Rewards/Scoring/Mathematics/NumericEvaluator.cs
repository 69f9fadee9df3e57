using System.Numerics;
using System.Text;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// The value of a scalar at a point. Points are drawn from the names of variables and a round, so that both sides of a
/// comparison meet the same one and a comparison repeats exactly. Bounded in steps.
/// </summary>
internal sealed class NumericEvaluator(int round, MathBudget budget)
{
    /// <summary>The value.</summary>
    /// <exception cref="MathLimitException">It has none, or not within the bounds.</exception>
    public BigComplex Evaluate(MathNode node)
    {
        budget.Spend();
        return node switch
        {
            MathNode.Number n => BigComplex.Of(BigFloat.Of(n.Value)),
            MathNode.Constant { Name: "π" } => BigComplex.Of(BigFunctions.Pi),
            MathNode.Constant { Name: "e" } => BigComplex.One.Exp(),
            MathNode.Constant { Name: "i" } => BigComplex.I,
            MathNode.Variable v => BigComplex.Of(PointOf(v.Name)),
            MathNode.Sum s => s.Terms.Select(Evaluate).Aggregate((a, b) => a + b),
            MathNode.Product p => p.Factors.Select(Evaluate).Aggregate((a, b) => a * b),
            MathNode.Power { Exponent: MathNode.Number { Value: { IsInteger: false, Denominator: var d } } e } p
                when d == 2 => Evaluate(p.Base).Sqrt().Power(BigComplex.Of(BigFloat.Of(e.Value.Numerator))),
            MathNode.Power p => RealRoot(p) ?? Evaluate(p.Base).Power(Evaluate(p.Exponent)),
            MathNode.Function f => Apply(f),
            _ => throw new MathLimitException("no scalar"),
        };
    }

    // The cube root of −8 is −2 to those who write answers, not the principal one.
    private BigComplex? RealRoot(MathNode.Power power)
    {
        if (
            power.Exponent is not MathNode.Number { Value: { IsInteger: false } e }
            || e.Denominator.IsEven
            || Evaluate(power.Base) is not { IsReal: true, Re.Sign: < 0 } negative
        )
        {
            return null;
        }

        var size = BigComplex.Of(negative.Re.Abs()).Power(BigComplex.Of(BigFloat.Of(e)));
        return e.Numerator.IsEven ? size : -size;
    }

    private BigComplex Apply(MathNode.Function function)
    {
        var x = function.Arguments.Select(Evaluate).ToList();
        return (function.Name, x) switch
        {
            ("ln", [var a]) => a.Ln(),
            ("lg", [var a]) => a.Ln() / Ln(10),
            ("log", [var b, var a]) => a.Ln() / b.Ln(),
            ("exp", [var a]) => a.Exp(),
            ("abs", [var a]) => BigComplex.Of(a.Abs()),
            ("sin", [var a]) => Sin(a),
            ("cos", [var a]) => Cos(a),
            ("tan", [var a]) => Sin(a) / Cos(a),
            ("cot", [var a]) => Cos(a) / Sin(a),
            ("sec", [var a]) => BigComplex.One / Cos(a),
            ("csc", [var a]) => BigComplex.One / Sin(a),
            ("sinh", [var a]) => (a.Exp() - (-a).Exp()) / Two,
            ("cosh", [var a]) => (a.Exp() + (-a).Exp()) / Two,
            ("tanh", [var a]) => (a.Exp() - (-a).Exp()) / (a.Exp() + (-a).Exp()),
            ("arctan" or "atan", [{ IsReal: true } a]) => BigComplex.Of(BigFunctions.Atan(a.Re)),
            ("arcsin" or "asin", [var a]) => ArcSin(a),
            ("arccos" or "acos", [var a]) => BigComplex.Of(BigFunctions.Pi.Scale(-1)) - ArcSin(a),
            ("floor", [{ IsReal: true } a]) => BigComplex.Of(BigFloat.Of(a.Re.Floor())),
            ("ceil", [{ IsReal: true } a]) => BigComplex.Of(BigFloat.Of(-(-a.Re).Floor())),
            ("max", _) when x.All(v => v.IsReal) => BigComplex.Of(x.Select(v => v.Re).Max()),
            ("min", _) when x.All(v => v.IsReal) => BigComplex.Of(x.Select(v => v.Re).Min()),
            ("factorial", [{ IsReal: true } a]) when ExactFunctions.Of("factorial", [Nearest(a)]) is { } value =>
                BigComplex.Of(BigFloat.Of(value)),
            ("binom", [{ IsReal: true } n, { IsReal: true } k])
                when ExactFunctions.Of("binom", [Nearest(n), Nearest(k)]) is { } value => BigComplex.Of(
                BigFloat.Of(value)
            ),
            // An unknown function: any value will do that depends on its name and arguments alone.
            _ => BigComplex.Of(PointOf(function.Name + string.Concat(x.Select(Digits)))),
        };
    }

    private static BigComplex Two { get; } = BigComplex.Of(BigFloat.Of(2));

    private static BigComplex Ln(int value) => BigComplex.Of(BigFunctions.Ln(BigFloat.Of(value)));

    private static BigComplex Sin(BigComplex a)
    {
        if (a.IsReal)
        {
            return BigComplex.Of(BigFunctions.SinCos(a.Re).Sin);
        }

        var ia = BigComplex.I * a;
        return (ia.Exp() - (-ia).Exp()) / (Two * BigComplex.I);
    }

    private static BigComplex Cos(BigComplex a)
    {
        if (a.IsReal)
        {
            return BigComplex.Of(BigFunctions.SinCos(a.Re).Cos);
        }

        var ia = BigComplex.I * a;
        return (ia.Exp() + (-ia).Exp()) / Two;
    }

    // −i · ln(i a + √(1 − a²)).
    private static BigComplex ArcSin(BigComplex a) =>
        -BigComplex.I * ((BigComplex.I * a) + (BigComplex.One - (a * a)).Sqrt()).Ln();

    private static Rational Nearest(BigComplex value)
    {
        var nearest = (value.Re + BigFloat.One.Scale(-1)).Floor();
        return (value.Re - BigFloat.Of(nearest)).Magnitude < -150
            ? Rational.Of(nearest)
            : throw new MathLimitException("not a whole number");
    }

    private static string Digits(BigComplex value) =>
        FormattableString.Invariant($"|{value.Re.ToDouble():E10},{value.Im.ToDouble():E10}");

    // Between 0.3 and 2.7, in later rounds negative: roots and logarithms must agree there too.
    private BigFloat PointOf(string name)
    {
        var state = 14695981039346656037UL ^ ((ulong)round * 0x9E3779B97F4A7C15UL);
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            state = unchecked((state ^ b) * 1099511628211UL);
        }

        state ^= state >> 29;
        state = unchecked(state * 0xBF58476D1CE4E5B9UL);
        state ^= state >> 32;
        var unit = Rational.Of(new BigInteger(state % 1_000_000_007UL), 1_000_000_007)!.Value;
        var value = Rational.Of(3, 10)!.Value + (unit * Rational.Of(12, 5)!.Value);
        return BigFloat.Of(round >= 3 ? -value : value);
    }
}
