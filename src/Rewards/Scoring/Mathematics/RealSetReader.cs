using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>Reads intervals, unions, named sets and inequalities in one unknown as sets of real numbers.</summary>
internal sealed class RealSetReader(ScalarComparer scalars)
{
    private const int MaxDepth = 30;

    /// <summary>The set; null for what is none, or not one of real numbers.</summary>
    public RealSet? Read(MathNode node) => Read(node, 0);

    private RealSet? Read(MathNode node, int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        return node switch
        {
            MathNode.NamedSet { Name: "R" } or MathNode.Variable { Name: "R" } => RealSet.Line,
            MathNode.NamedSet { Name: "R+" } => Side('>', BigFloat.Zero),
            MathNode.NamedSet { Name: "R-" or "R<0" } => Side('<', BigFloat.Zero),
            MathNode.NamedSet { Name: "R≥0" } => Side('≥', BigFloat.Zero),
            MathNode.NamedSet { Name: "R*" } => RealSet.Points([BigFloat.Zero]).Complement(),
            MathNode.NamedSet { Name: "∅" } => RealSet.Empty,
            MathNode.Tuple { Items: [var low, var high] } t => Interval(low, t.Open == '[', high, t.Close == ']'),
            MathNode.Set s => Points(s.Items),
            MathNode.SetOperation o => Combine(o, depth),
            MathNode.Relation r => Inequality(r, depth),
            MathNode.List { Items: var items } l when items.All(SaysWhere) => items
                .Select(i => Read(i, depth + 1))
                .Aggregate(
                    (a, b) =>
                        a is null || b is null ? null
                        : l.Alternatives ? a.Union(b)
                        : a.Intersect(b)
                ),
            _ => null,
        };
    }

    /// <summary>Whether a node says how numbers compare.</summary>
    public static bool IsInequality(MathNode node) =>
        node is MathNode.Relation { Operators: var operators }
        && operators.All(o => o is '<' or '≤' or '>' or '≥' or '≠');

    /// <summary>Whether a node says where numbers lie: an inequality, or a membership of one unknown.</summary>
    public static bool SaysWhere(MathNode node) =>
        IsInequality(node)
        || node is MathNode.Relation { Operators: ['∈'], Terms: [MathNode.Variable, not MathNode.NamedSet] };

    private RealSet? Interval(MathNode low, bool withLow, MathNode high, bool withHigh)
    {
        var (from, to) = (ScalarComparer.IsInfinity(low), ScalarComparer.IsInfinity(high));
        var (a, b) = (from is null ? scalars.RealValue(low) : null, to is null ? scalars.RealValue(high) : null);
        return (from is null && a is null) || (to is null && b is null) || from == 1 || to == -1
            ? null
            : RealSet.Between(a, withLow && from is null, b, withHigh && to is null);
    }

    private RealSet? Points(IReadOnlyList<MathNode> items)
    {
        var points = items.Select(scalars.RealValue).ToList();
        return points.Contains(null) ? null : RealSet.Points(points.Select(p => p!.Value));
    }

    private RealSet? Combine(MathNode.SetOperation operation, int depth)
    {
        var (left, right) = (Read(operation.Left, depth + 1), Read(operation.Right, depth + 1));
        return left is null || right is null ? null
            : operation.Operator == '∪' ? left.Union(right)
            : operation.Operator == '∩' ? left.Intersect(right)
            : left.Intersect(right.Complement());
    }

    private RealSet? Inequality(MathNode.Relation relation, int depth)
    {
        if (relation is { Operators: ['∈'], Terms: [_, var set] })
        {
            return Read(set, depth + 1);
        }

        if (!IsInequality(relation))
        {
            return null;
        }

        var result = RealSet.Line;
        for (var i = 0; i < relation.Operators.Count; i++)
        {
            if (Simple(relation.Terms[i], relation.Operators[i], relation.Terms[i + 1]) is not { } part)
            {
                return null;
            }

            result = result.Intersect(part);
        }

        // 1 < 2 says nothing of an unknown, and x < y nothing of one line.
        return Unknowns(relation) == 1 ? result : null;
    }

    private static int Unknowns(MathNode.Relation relation)
    {
        var unknowns = new HashSet<MathNode>();
        foreach (var term in relation.Terms.Where(ScalarComparer.HasVariables))
        {
            unknowns.Add(Unwrapped(term));
        }

        return unknowns.Count;
    }

    private static MathNode Unwrapped(MathNode node) =>
        node is MathNode.Function { Name: "abs", Arguments: [var inner] } ? inner : node;

    // value ? unknown or unknown ? value, the unknown bare or between bars.
    private RealSet? Simple(MathNode left, char sign, MathNode right)
    {
        if (ScalarComparer.HasVariables(left) == ScalarComparer.HasVariables(right))
        {
            return null;
        }

        if (ScalarComparer.HasVariables(right))
        {
            return Simple(right, Flip(sign), left);
        }

        var infinite = ScalarComparer.IsInfinity(right);
        if (infinite is not null)
        {
            return (infinite == 1) == (sign is '<' or '≤') ? RealSet.Line : null;
        }

        if (scalars.RealValue(right) is not { } value)
        {
            return null;
        }

        return left switch
        {
            MathNode.Variable or MathNode.Function { Name: ['@', ..] } => Side(sign, value),
            MathNode.Function { Name: "abs", Arguments: [MathNode.Variable or MathNode.Function { Name: ['@', ..] }] }
                when value.Sign >= 0 => sign switch
            {
                '<' or '≤' => RealSet.Between(-value, sign == '≤', value, sign == '≤'),
                '>' or '≥' => Side(sign, value).Union(Side(Flip(sign), -value)),
                _ => RealSet.Points([value, -value]).Complement(),
            },
            _ => new QuadraticInequality(scalars).Solve(left, sign, value),
        };
    }

    /// <summary>The numbers on one side of a value.</summary>
    public static RealSet Side(char sign, BigFloat value) =>
        sign switch
        {
            '<' or '≤' => RealSet.Between(null, false, value, sign == '≤'),
            '>' or '≥' => RealSet.Between(value, sign == '≥', null, false),
            _ => RealSet.Points([value]).Complement(),
        };

    /// <summary>The relation read from right to left.</summary>
    public static char Flip(char sign) =>
        sign switch
        {
            '<' => '>',
            '>' => '<',
            '≤' => '≥',
            '≥' => '≤',
            _ => sign,
        };
}
