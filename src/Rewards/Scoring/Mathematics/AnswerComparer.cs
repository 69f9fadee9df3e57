namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Whether two answers say the same. Each kind of answer has its rule: points in order, sets and lists in any order, intervals
/// by their ends, equations up to a factor, named values by their value where one side names none.
/// </summary>
internal sealed class AnswerComparer
{
    private const int MaxItems = 100;

    private readonly MathBudget _budget = new();
    private readonly ScalarComparer _scalars;
    private readonly RealSetReader _sets;

    /// <summary>A comparer for one comparison: its budget is spent by it.</summary>
    public AnswerComparer()
    {
        _scalars = new ScalarComparer(_budget);
        _sets = new RealSetReader(_scalars);
    }

    /// <summary>Whether they say the same.</summary>
    /// <exception cref="Numbers.MathLimitException">It takes too much to tell.</exception>
    public bool AreEqual(MathNode gold, MathNode answer) =>
        Same(PlusMinusExpander.Expand(gold), PlusMinusExpander.Expand(answer));

    private bool Same(MathNode a, MathNode b)
    {
        _budget.Spend(20);
        if (a is MathNode.Relation || b is MathNode.Relation)
        {
            return SameRelations(a, b);
        }

        if (IsGroup(a) || IsGroup(b))
        {
            return SameGroups(a, b);
        }

        if (a.Any(n => n is MathNode.Matrix) || b.Any(n => n is MathNode.Matrix))
        {
            return SameMatrices(a, b) || SameBinomials(a, b);
        }

        if (a is MathNode.Text || b is MathNode.Text)
        {
            return a is MathNode.Text s && b is MathNode.Text t && Words(s) == Words(t);
        }

        if (a is MathNode.Ratio || b is MathNode.Ratio)
        {
            return SameRatios(a, b);
        }

        if (a is MathNode.NamedSet || b is MathNode.NamedSet)
        {
            return a == b;
        }

        return _scalars.AreEqual(a, b);
    }

    private static bool IsGroup(MathNode node) =>
        node is MathNode.List or MathNode.Tuple or MathNode.Set or MathNode.SetOperation;

    private bool SameGroups(MathNode a, MathNode b)
    {
        if (a is MathNode.Matrix != b is MathNode.Matrix)
        {
            var (x1, y1) = (MatrixArithmetic.OfBrackets(a), MatrixArithmetic.OfBrackets(b));
            if (x1 is MathNode.Matrix && y1 is MathNode.Matrix)
            {
                return SameMatrices(x1, y1);
            }
        }

        if (a is MathNode.Tuple s && b is MathNode.Tuple t)
        {
            // [0, 1) is not (0, 1); of three or more items the brackets say nothing.
            var brackets = s.Items.Count != 2 || (s.Open == t.Open && s.Close == t.Close);
            return brackets && SameInOrder(s.Items, t.Items);
        }

        if ((IsSet(a) || IsSet(b)) && _sets.Read(a) is { } x && _sets.Read(b) is { } y)
        {
            return x.SameAs(y);
        }

        if (a is MathNode.SetOperation p && b is MathNode.SetOperation q)
        {
            return p.Operator == q.Operator && Same(p.Left, q.Left) && Same(p.Right, q.Right);
        }

        return (a, b) switch
        {
            // [1, 2] is an interval; two numbers side by side are none.
            (MathNode.Tuple { Items.Count: 2, Open: not '(' }, MathNode.List)
            or (MathNode.List, MathNode.Tuple { Items.Count: 2, Open: not '(' }) => false,
            (MathNode.Tuple { Items.Count: 2, Close: not ')' }, MathNode.List)
            or (MathNode.List, MathNode.Tuple { Items.Count: 2, Close: not ')' }) => false,
            (MathNode.Tuple tuple, MathNode.List list) => SameInOrder(tuple.Items, [.. list.Items.Select(ValueOf)]),
            (MathNode.List list, MathNode.Tuple tuple) => SameInOrder([.. list.Items.Select(ValueOf)], tuple.Items),
            (MathNode.Tuple tuple, _) when VectorOf(b) is { } vector => SameInOrder(tuple.Items, vector),
            (_, MathNode.Tuple tuple) when VectorOf(a) is { } vector => SameInOrder(vector, tuple.Items),
            (MathNode.Tuple, _) or (_, MathNode.Tuple) => false,
            (MathNode.SetOperation, _) or (_, MathNode.SetOperation) => false,
            _ => SameInAnyOrder(ItemsOf(a), ItemsOf(b), a is MathNode.List && b is MathNode.List),
        };
    }

    private static bool IsSet(MathNode node) =>
        node is MathNode.SetOperation or MathNode.NamedSet or MathNode.Tuple { Items.Count: 2 }
        || (node is MathNode.List { Items: var items } && items.All(RealSetReader.SaysWhere));

    private static IReadOnlyList<MathNode>? VectorOf(MathNode node) =>
        MatrixArithmetic.Evaluate(node) switch
        {
            { Rows: [var row] } => row,
            { Rows: var rows } when rows[0].Count == 1 => [.. rows.Select(r => r[0])],
            _ => null,
        };

    private static IReadOnlyList<MathNode> ItemsOf(MathNode node) =>
        node switch
        {
            // "…, k ∈ ℤ" says of what kind k is; it is no further answer.
            MathNode.List l when l.Items.Any(i => !IsMembership(i)) => [.. l.Items.Where(i => !IsMembership(i))],
            MathNode.List l => l.Items,
            MathNode.Set s => s.Items,
            _ => [node],
        };

    private static bool IsMembership(MathNode node) =>
        node
            is MathNode.Relation
            {
                Operators: ['∈'],
                Terms: [
                    MathNode.Variable,
                    MathNode.NamedSet
                    or MathNode.Variable { Name: "Z" or "N" or "R" or "Q" or "C" },
                ]
            };

    private bool SameInOrder(IReadOnlyList<MathNode> a, IReadOnlyList<MathNode> b) =>
        a.Count == b.Count && a.Zip(b).All(p => Same(p.First, p.Second));

    // As sets: what stands twice counts once, since {1, 1} is {1}. Of two lists of one length each item has its own match.
    private bool SameInAnyOrder(IReadOnlyList<MathNode> a, IReadOnlyList<MathNode> b, bool areLists)
    {
        if (a.Count > MaxItems || b.Count > MaxItems)
        {
            return false;
        }

        // Names on both sides must agree: x = 1, y = 2 is not y = 1, x = 2.
        var bare = !a.All(i => i is MathNode.Relation) || !b.All(i => i is MathNode.Relation);
        var (left, right) = bare ? (a.Select(ValueOf).ToList(), b.Select(ValueOf).ToList()) : (a.ToList(), b.ToList());
        if (areLists && left.Count == right.Count)
        {
            return left.TrueForAll(x => right.FindIndex(y => Same(x, y)) is >= 0 and var at && Remove(right, at));
        }

        return left.All(x => right.Exists(y => Same(x, y))) && right.TrueForAll(y => left.Exists(x => Same(x, y)));
    }

    private static bool Remove(List<MathNode> items, int at)
    {
        items.RemoveAt(at);
        return true;
    }

    private bool SameMatrices(MathNode a, MathNode b)
    {
        if (MatrixArithmetic.Evaluate(a) is not { } x || MatrixArithmetic.Evaluate(b) is not { } y)
        {
            return false;
        }

        return x.Rows.Count == y.Rows.Count && x.Rows.Zip(y.Rows).All(r => SameInOrder(r.First, r.Second));
    }

    // Old books write a binomial as a column in parentheses; beside a number a column can be nothing else.
    private bool SameBinomials(MathNode a, MathNode b) =>
        a.Any(n => n is MathNode.Matrix) != b.Any(n => n is MathNode.Matrix)
        && _scalars.AreEqual(MatrixArithmetic.AsBinomials(a), MatrixArithmetic.AsBinomials(b));

    private bool SameRatios(MathNode a, MathNode b)
    {
        var (x, y) = (PartsOf(a), PartsOf(b));
        if (x is null || y is null || x.Count != y.Count)
        {
            return false;
        }

        // a : b = c : d when ad = bc.
        return Enumerable
            .Range(1, x.Count - 1)
            .All(k => _scalars.AreEqual(new MathNode.Product([x[0], y[k]]), new MathNode.Product([x[k], y[0]])));

        static IReadOnlyList<MathNode>? PartsOf(MathNode node) =>
            node is MathNode.Ratio r ? r.Parts
            : node is MathNode.Text ? null
            : [node, MathNode.Of(1)];
    }

    private bool SameRelations(MathNode a, MathNode b)
    {
        var (x, y) = (Tidy(a), Tidy(b));
        if (x is MathNode.Relation r && y is MathNode.Relation s && (SameChains(r, s) || Proportional(r, s)))
        {
            return true;
        }

        if ((IsSetRelation(x) || IsSetRelation(y)) && _sets.Read(x) is { } left && _sets.Read(y) is { } right)
        {
            return left.SameAs(right);
        }

        // Two named values must name the same.
        var (u, v) = (ValueOf(x), ValueOf(y));
        if (ReferenceEquals(u, x) && ReferenceEquals(v, y))
        {
            return false;
        }

        if (NameOf(x) is { } name && NameOf(y) is { } other && name.GetType() == other.GetType() && !Same(name, other))
        {
            return false;
        }

        return u is not MathNode.Relation && v is not MathNode.Relation && Same(u, v);
    }

    private static bool IsSetRelation(MathNode node) =>
        RealSetReader.IsInequality(node) || node is MathNode.Relation { Operators: ['∈'] };

    private bool SameChains(MathNode.Relation a, MathNode.Relation b)
    {
        if (a.Terms.Count != b.Terms.Count)
        {
            return false;
        }

        return (a.Operators.SequenceEqual(b.Operators) && SameInOrder(a.Terms, b.Terms))
            || (
                a.Operators.SequenceEqual(b.Operators.Reverse().Select(RealSetReader.Flip))
                && SameInOrder(a.Terms, [.. b.Terms.Reverse()])
            );
    }

    // Two equations are one when their differences are proportional; inequalities when the factor keeps their direction.
    private bool Proportional(MathNode.Relation a, MathNode.Relation b)
    {
        if (Difference(a) is not { } x || Difference(b) is not { } y || x.Operator != y.Operator)
        {
            return false;
        }

        if (!ScalarComparer.HasVariables(x.Node) || !ScalarComparer.HasVariables(y.Node))
        {
            return false;
        }

        if (x.Operator is '=' && _scalars.HaveSameZeros(x.Node, y.Node))
        {
            return true;
        }

        return _scalars.Proportion(x.Node, y.Node) is { } factor && (x.Operator is '=' or '≠' || factor.Sign > 0);
    }

    private static (char Operator, MathNode Node)? Difference(MathNode.Relation relation) =>
        relation is { Operators: [var sign], Terms: [var left, var right] } && IsScalar(left) && IsScalar(right)
            ? sign switch
            {
                '=' or '≠' or '<' or '≤' => (sign, Minus(left, right)),
                '>' or '≥' => (RealSetReader.Flip(sign), Minus(right, left)),
                _ => null,
            }
            : null;

    private static MathNode.Sum Minus(MathNode a, MathNode b) => new([a, MathNode.Negate(b)]);

    private static bool IsScalar(MathNode node) =>
        !node.Any(n =>
            n
                is MathNode.Tuple
                    or MathNode.Set
                    or MathNode.Matrix
                    or MathNode.Text
                    or MathNode.Ratio
                    or MathNode.NamedSet
                    or MathNode.List
                    or MathNode.SetOperation
        );

    // x = 5 + 5 + 1 = 11 says x = 11; x = 1/3 ≈ 0.33 says x = 1/3.
    private static MathNode Tidy(MathNode node)
    {
        if (node is not MathNode.Relation relation)
        {
            return node;
        }

        var about = relation.Operators.ToList().FindIndex(1, o => o == '≈');
        if (about > 0)
        {
            relation = new MathNode.Relation([.. relation.Terms.Take(about + 1)], [.. relation.Operators.Take(about)]);
        }

        return relation.Operators.Count > 1 && relation.Operators.All(o => o is '=')
            ? new MathNode.Relation([relation.Terms[0], relation.Terms[^1]], ['='])
            : relation;
    }

    /// <summary>What a named value or a finished computation comes to; the node itself where it is neither.</summary>
    private MathNode ValueOf(MathNode node)
    {
        if (Tidy(node) is not MathNode.Relation { Operators: [var sign], Terms: [var left, var right] })
        {
            return node;
        }

        var computed = IsScalar(left) && !ScalarComparer.HasVariables(left) && left is not MathNode.Text;
        return sign switch
        {
            '∈' => right,
            // 1/3 ≈ 0.33 is about 1/3, A ≈ 0.33 about 0.33; 2 = 1 is nothing.
            '≈' => !computed ? right
            : _scalars.AreClose(left, right) ? left
            : node,
            '=' when (computed ? _scalars.AreEqual(left, right) : IsName(left, right)) => right,
            _ => node,
        };
    }

    private static MathNode? NameOf(MathNode node) =>
        Tidy(node)
            is MathNode.Relation { Operators: ['='], Terms: [(MathNode.Variable or MathNode.Product) and var name, _] }
        && ScalarComparer.HasVariables(name)
            ? name
            : null;

    // A letter, f(2), (x, y), A : B, words, or a + b. But x + y = 0 is an equation, not a name for 0.
    private static bool IsName(MathNode left, MathNode right) =>
        left switch
        {
            MathNode.Variable or MathNode.Text or MathNode.Function { Name: ['@', ..] } or MathNode.Constant => true,
            MathNode.Tuple
            or MathNode.Ratio
            or MathNode.Product
            or MathNode.Set
            or MathNode.List
            or MathNode.Function => left.Children().All(c => IsName(c, right)),
            MathNode.Power { Exponent: MathNode.Number { Value: { IsInteger: true, Sign: < 0 } } } p => IsName(
                p.Base,
                right
            ),
            MathNode.Sum => right is not MathNode.Number { Value.IsZero: true }
                && left.Children().All(c => IsName(c, right)),
            _ => false,
        };

    private static string Words(MathNode.Text text) =>
        new([.. text.Words.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
}
