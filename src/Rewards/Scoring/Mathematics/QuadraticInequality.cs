using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Solves inequalities in one unknown whose left side is a polynomial of degree two at most, or the absolute value of one.
/// </summary>
internal sealed class QuadraticInequality(ScalarComparer scalars)
{
    // Two points may agree by accident; a polynomial of degree two is held to four more than it has coefficients.
    private static readonly int[] Proofs = [2, -3, 7, -11];

    /// <summary>Where the left side compares so with the value; null where it is no such polynomial.</summary>
    public RealSet? Solve(MathNode left, char sign, BigFloat value)
    {
        if (left is not MathNode.Function { Name: "abs", Arguments: [var inner] })
        {
            return Coefficients(left) is var (a, b, c) ? Solve(a, b, c - value, sign) : null;
        }

        // |f| < c is −c < f < c.
        var high = value.Sign < 0 ? null : Solve(inner, sign, value);
        var low = high is null ? null : Solve(inner, RealSetReader.Flip(sign), -value);
        return low is null || high is null ? null
            : sign is '<' or '≤' or '≠' ? low.Intersect(high)
            : low.Union(high);
    }

    private static RealSet? Solve(BigFloat a, BigFloat b, BigFloat c, char sign)
    {
        if (a.IsNothingBeside(BigFloat.One))
        {
            return b.IsNothingBeside(BigFloat.One)
                ? null
                : RealSetReader.Side(b.Sign > 0 ? sign : RealSetReader.Flip(sign), -c / b);
        }

        var discriminant = (b * b) - (BigFloat.Of(4) * a * c);
        if (discriminant.Sign < 0 || discriminant.IsNothingBeside((b * b) + BigFloat.One))
        {
            return null;
        }

        var root = discriminant.Sqrt();
        var (p, q) = ((-b - root) / (BigFloat.Of(2) * a), (-b + root) / (BigFloat.Of(2) * a));
        var (low, high) = p < q ? (p, q) : (q, p);
        var upward = a.Sign > 0 ? sign : RealSetReader.Flip(sign);
        return upward switch
        {
            '<' or '≤' => RealSet.Between(low, upward == '≤', high, upward == '≤'),
            '>' or '≥' => RealSetReader.Side(upward, high).Union(RealSetReader.Side(RealSetReader.Flip(upward), low)),
            _ => RealSet.Points([low, high]).Complement(),
        };
    }

    private (BigFloat A, BigFloat B, BigFloat C)? Coefficients(MathNode polynomial)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(polynomial, names);
        if (names.Count != 1)
        {
            return null;
        }

        var name = names.Single();
        if (At(0) is not { } c || At(1) is not { } plus || At(-1) is not { } minus)
        {
            return null;
        }

        var a = (plus + minus).Scale(-1) - c;
        var b = (plus - minus).Scale(-1);
        return Proofs.All(x =>
            At(x) is { } real
            && (real - ((a * BigFloat.Of(x * x)) + (b * BigFloat.Of(x)) + c)).IsNothingBeside(real.Abs() + BigFloat.One)
        )
            ? (a, b, c)
            : null;

        BigFloat? At(int x) => scalars.RealValue(Replaced(polynomial, name, MathNode.Of(x)));
    }

    private static void Collect(MathNode node, HashSet<string> names)
    {
        if (node is MathNode.Variable variable)
        {
            names.Add(variable.Name);
        }

        foreach (var child in node.Children())
        {
            Collect(child, names);
        }
    }

    private static MathNode Replaced(MathNode node, string name, MathNode value) =>
        node switch
        {
            MathNode.Variable v when v.Name == name => value,
            MathNode.Sum s => new MathNode.Sum([.. s.Terms.Select(t => Replaced(t, name, value))]),
            MathNode.Product p => new MathNode.Product([.. p.Factors.Select(t => Replaced(t, name, value))]),
            MathNode.Power p => new MathNode.Power(Replaced(p.Base, name, value), Replaced(p.Exponent, name, value)),
            MathNode.Function f => f with { Arguments = [.. f.Arguments.Select(t => Replaced(t, name, value))] },
            _ => node,
        };
}
