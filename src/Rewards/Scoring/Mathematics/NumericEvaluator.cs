using System.Numerics;
using System.Text;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// The value of a scalar at the points of a round, with what is known of its exactness. Bounded in steps.
/// </summary>
internal sealed class NumericEvaluator(int round, MathBudget budget)
{
    // Sums lose what their terms have in common: nothing below their last bits is known.
    private const int KeptBits = 190;

    // A function costs about as much as this many sums.
    private const int FunctionSteps = 10;

    private static BigComplex E { get; } = BigComplex.One.Exp();

    private long _noise = long.MinValue / 4;
    private bool _leftReals;

    /// <summary>The value.</summary>
    /// <exception cref="MathLimitException">It has none, or not within the bounds.</exception>
    public Approximation Evaluate(MathNode node) => new(Of(node), _noise - KeptBits, _leftReals);

    private BigComplex Of(MathNode node)
    {
        budget.Spend(node is MathNode.Function or MathNode.Power ? FunctionSteps : 1);
        return node switch
        {
            MathNode.Number n => BigComplex.Of(BigFloat.Of(n.Value)),
            MathNode.Constant { Name: "π" } => BigComplex.Of(BigFunctions.Pi),
            MathNode.Constant { Name: "e" } => E,
            MathNode.Constant { Name: "i" } => BigComplex.I,
            MathNode.Variable v => BigComplex.Of(SamplePoints.Of(v.Name, round)),
            MathNode.Sum s => s.Terms.Select(t => Noted(Of(t))).Aggregate((a, b) => a + b),
            MathNode.Product p => Multiply(p),
            MathNode.Power { Exponent: MathNode.Number { Value: { IsInteger: false, Denominator: var d } } e } p
                when d == 2 => Rooted(Of(p.Base)).Sqrt().Power(BigComplex.Of(BigFloat.Of(e.Value.Numerator))),
            MathNode.Power p => RealRoot(p) ?? Raise(Of(p.Base), Of(p.Exponent)),
            MathNode.Function f => Apply(f),
            _ => throw new MathLimitException("no scalar"),
        };
    }

    private BigComplex Multiply(MathNode.Product product)
    {
        var factors = product.Factors.Select(Of).ToList();
        // Large factors make large errors of small ones.
        _noise += factors.Sum(f => Math.Max(0, f.Abs().Magnitude));
        return factors.Aggregate((a, b) => a * b);
    }

    private BigComplex Raise(BigComplex @base, BigComplex exponent)
    {
        var power = @base.Power(exponent);
        _leftReals |= @base is { IsReal: true, Re.Sign: < 0 } && !power.IsReal;
        return power;
    }

    private BigComplex Rooted(BigComplex value)
    {
        _leftReals |= value is { IsReal: true, Re.Sign: < 0 };
        return value;
    }

    private BigComplex Noted(BigComplex value)
    {
        _noise = Math.Max(_noise, value.Abs().Magnitude);
        return value;
    }

    // The cube root of −8 is −2 to those who write answers, not the principal one.
    private BigComplex? RealRoot(MathNode.Power power)
    {
        if (
            power.Exponent is not MathNode.Number { Value: { IsInteger: false } e }
            || e.Denominator.IsEven
            || Of(power.Base) is not { IsReal: true, Re.Sign: < 0 } negative
        )
        {
            return null;
        }

        var size = BigComplex.Of(negative.Re.Abs()).Power(BigComplex.Of(BigFloat.Of(e)));
        return e.Numerator.IsEven ? size : -size;
    }

    private BigComplex Apply(MathNode.Function function)
    {
        var x = function.Arguments.Select(a => Noted(Of(a))).ToList();
        if (function.Name is "ln" or "lg" or "log")
        {
            // Near 1 a logarithm is as exact as the difference from 1.
            _ = Noted(BigComplex.One);
            x.ForEach(v => Rooted(v));
        }

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
            _ => BigComplex.Of(SamplePoints.Of(function.Name + string.Concat(x.Select(Digits)), round)),
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
}
