using System.Numerics;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>Brings a tree into algebraic form, spending the comparison's budget by the size of the polynomials it multiplies.</summary>
internal sealed class AlgebraicReader(MathBudget budget)
{
    private const int MaxPower = 64;
    private const int MaxDepth = 400;
    private const int TrialDivisors = 2_000;

    /// <summary>The form.</summary>
    /// <exception cref="MathLimitException">It has none within the bounds.</exception>
    public AlgebraicForm Read(MathNode node) => Of(node, 0);

    private AlgebraicForm Of(MathNode node, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new MathLimitException("too deep");
        }

        return node switch
        {
            MathNode.Number n => AlgebraicForm.Of(Polynomial.Of(n.Value)),
            MathNode.Constant { Name: "∞" } => throw new MathLimitException("infinity is no number"),
            MathNode.Constant c => AlgebraicForm.Of(Polynomial.Atom(c.Name)),
            MathNode.Variable v => AlgebraicForm.Of(Polynomial.Atom("v:" + v.Name)),
            MathNode.Sum s => s.Terms.Select(t => Of(t, depth + 1)).Aggregate(Add),
            MathNode.Product p => p.Factors.Select(f => Of(f, depth + 1)).Aggregate(Multiply),
            MathNode.Power p => Raise(p, depth),
            MathNode.Function f => Apply(f, depth),
            _ => throw new MathLimitException("no scalar"),
        };
    }

    private AlgebraicForm Add(AlgebraicForm a, AlgebraicForm b)
    {
        Spend(a, b);
        return a.Below.Text == b.Below.Text
            ? Reduce(a.Above + b.Above, a.Below)
            : Reduce((a.Above * b.Below) + (b.Above * a.Below), a.Below * b.Below);
    }

    private AlgebraicForm Multiply(AlgebraicForm a, AlgebraicForm b)
    {
        Spend(a, b);
        return Reduce(a.Above * b.Above, a.Below * b.Below);
    }

    private void Spend(AlgebraicForm a, AlgebraicForm b) => budget.Spend(1 + ((a.Count * b.Count) / 8));

    private static AlgebraicForm Invert(AlgebraicForm a) =>
        a.Above.IsZero ? throw new MathLimitException("division by zero") : Reduce(a.Below, a.Above);

    // A number below goes above, so that plain polynomials stay plain.
    private static AlgebraicForm Reduce(Polynomial above, Polynomial below) =>
        below.Value is { IsZero: false } number
            ? AlgebraicForm.Of(above.Scale(Rational.One.Over(number)!.Value))
            : new(above, below);

    private AlgebraicForm Raise(MathNode.Power power, int depth)
    {
        var @base = Of(power.Base, depth + 1);
        var exponent = Of(power.Exponent, depth + 1);
        if (exponent.Value is { } e)
        {
            if (e.IsInteger && BigInteger.Abs(e.Numerator) <= MaxPower)
            {
                return Whole(@base, (int)e.Numerator);
            }

            if (e.Denominator == 2 && BigInteger.Abs(e.Numerator) <= MaxPower && @base.Value is { } radicand)
            {
                var root = Root(radicand);
                return Whole(root, (int)e.Numerator);
            }

            if (e.IsInteger && @base.Value is { } number && BigInteger.Abs(e.Numerator) * number.Bits < 20_000)
            {
                var raised =
                    number.Power((int)e.Numerator) ?? throw new MathLimitException("zero to no positive power");
                return AlgebraicForm.Of(Polynomial.Of(raised));
            }
        }

        return AlgebraicForm.Of(Polynomial.Atom($"p:{@base.Text}^{exponent.Text}"));
    }

    private AlgebraicForm Whole(AlgebraicForm @base, int exponent)
    {
        var result = AlgebraicForm.Of(Polynomial.Of(Rational.One));
        var square = exponent < 0 ? Invert(@base) : @base;
        for (var rest = Math.Abs(exponent); rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 1 ? Multiply(result, square) : result;
            square = rest > 1 ? Multiply(square, square) : square;
        }

        return result;
    }

    // √(a/b) = √(ab)/b, with the squares that small factors show taken out.
    private static AlgebraicForm Root(Rational value)
    {
        var inside = value.Numerator * value.Denominator;
        var outside = Rational.One.Over(Rational.Of(value.Denominator))!.Value;
        var form = Polynomial.Of(outside);
        if (inside.Sign < 0)
        {
            form *= Polynomial.Atom("i");
            inside = -inside;
        }

        if (inside.GetBitLength() > 2_000)
        {
            throw new MathLimitException("too large to take a root of");
        }

        BigInteger taken = 1;
        for (BigInteger d = 2; d <= TrialDivisors && d * d <= inside; d++)
        {
            while ((inside % (d * d)).IsZero)
            {
                inside /= d * d;
                taken *= d;
            }
        }

        var whole = IntegerRoot(inside);
        if (whole * whole == inside)
        {
            return AlgebraicForm.Of(form.Scale(Rational.Of(taken * whole)));
        }

        return AlgebraicForm.Of((form * Polynomial.Root(inside)).Scale(Rational.Of(taken)));
    }

    private static BigInteger IntegerRoot(BigInteger value)
    {
        if (value <= 1)
        {
            return value;
        }

        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private AlgebraicForm Apply(MathNode.Function function, int depth)
    {
        var arguments = function.Arguments.Select(a => Of(a, depth + 1)).ToList();
        if (arguments.All(a => a.Value is not null))
        {
            var values = arguments.Select(a => a.Value!.Value).ToList();
            if (ExactFunctions.Of(function.Name, values) is { } exact)
            {
                return AlgebraicForm.Of(Polynomial.Of(exact));
            }
        }

        return AlgebraicForm.Of(
            Polynomial.Atom($"f:{function.Name}({string.Join(';', arguments.Select(a => a.Text))})")
        );
    }
}
