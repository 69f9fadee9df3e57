using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>What an answer says, as a tree. Trees are bounded in size and depth by the parser.</summary>
internal abstract record MathNode
{
    /// <summary>A rational number.</summary>
    /// <param name="Value">Exactly.</param>
    /// <param name="Decimals">Digits behind the point as written; 0 for whole numbers.</param>
    internal sealed record Number(Rational Value, int Decimals = 0) : MathNode;

    /// <summary>π, e, i or ∞, by those names.</summary>
    internal sealed record Constant(string Name) : MathNode;

    /// <summary>A name that stands for a number: a letter, Greek or with an index.</summary>
    internal sealed record Variable(string Name) : MathNode;

    /// <summary>A sum.</summary>
    internal sealed record Sum(IReadOnlyList<MathNode> Terms) : MathNode;

    /// <summary>A product.</summary>
    internal sealed record Product(IReadOnlyList<MathNode> Factors) : MathNode;

    /// <summary>A quotient is a product with a power of −1; roots are powers too.</summary>
    internal sealed record Power(MathNode Base, MathNode Exponent) : MathNode;

    /// <summary>A function of arguments: sin, log (base, value), abs, floor, factorial, binom, or an unknown f.</summary>
    internal sealed record Function(string Name, IReadOnlyList<MathNode> Arguments) : MathNode;

    /// <summary>Both signs: the first for the upper one of every ± and ∓ in an answer.</summary>
    internal sealed record PlusMinus(MathNode Operand, bool Inverted) : MathNode;

    /// <summary>An ordered group in brackets: a point, or an interval by its brackets.</summary>
    internal sealed record Tuple(char Open, IReadOnlyList<MathNode> Items, char Close) : MathNode;

    /// <summary>A set in braces.</summary>
    internal sealed record Set(IReadOnlyList<MathNode> Items) : MathNode;

    /// <summary>Several answers side by side.</summary>
    internal sealed record List(IReadOnlyList<MathNode> Items, bool Alternatives) : MathNode;

    /// <summary>∪, ∩ or ∖ of two sets.</summary>
    internal sealed record SetOperation(char Operator, MathNode Left, MathNode Right) : MathNode;

    /// <summary>ℝ, ∅ and other named sets, by a letter.</summary>
    internal sealed record NamedSet(string Name) : MathNode;

    /// <summary>A ratio a : b.</summary>
    internal sealed record Ratio(IReadOnlyList<MathNode> Parts) : MathNode;

    /// <summary>A matrix, row by row.</summary>
    internal sealed record Matrix(IReadOnlyList<IReadOnlyList<MathNode>> Rows) : MathNode;

    /// <summary>A chain of terms and relations between them: =, &lt;, ≤, &gt;, ≥, ≠, ≈, ∈, ≡ as those characters.</summary>
    internal sealed record Relation(IReadOnlyList<MathNode> Terms, IReadOnlyList<char> Operators) : MathNode;

    /// <summary>Words.</summary>
    internal sealed record Text(string Words) : MathNode;

    /// <summary>A whole number.</summary>
    public static MathNode Of(int value) => new Number(Rational.Of(value));

    /// <summary>The opposite.</summary>
    public static MathNode Negate(MathNode node) =>
        node is Number n ? n with { Value = -n.Value } : new Product([Of(-1), node]);

    /// <summary>A quotient.</summary>
    public static MathNode Divide(MathNode a, MathNode b) => new Product([a, new Power(b, Of(-1))]);

    /// <summary>The direct parts of any node.</summary>
    public IEnumerable<MathNode> Children() =>
        this switch
        {
            Sum s => s.Terms,
            Product p => p.Factors,
            Power p => [p.Base, p.Exponent],
            Function f => f.Arguments,
            PlusMinus p => [p.Operand],
            Tuple t => t.Items,
            Set s => s.Items,
            List l => l.Items,
            SetOperation s => [s.Left, s.Right],
            Ratio r => r.Parts,
            Matrix m => m.Rows.SelectMany(r => r),
            Relation r => r.Terms,
            _ => [],
        };

    /// <summary>Whether any node of the tree fulfils a condition.</summary>
    public bool Any(Func<MathNode, bool> condition) => condition(this) || Children().Any(c => c.Any(condition));
}
