using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>Carries out sums and products of matrices, so that what remains is one matrix. Bounded in size and in digits.</summary>
internal static class MatrixArithmetic
{
    private const int MaxCells = 400;
    private const int MaxDeterminant = 4;
    private const int MaxBits = 20_000;

    // Cells that are no plain numbers double in size with each product.
    private const int MaxSymbolic = 5;

    /// <summary>The matrix an expression stands for; null where it stands for none.</summary>
    public static MathNode.Matrix? Evaluate(MathNode node)
    {
        var matrices = new List<MathNode.Matrix>();
        Collect(node, matrices);
        return
            matrices.Count == 0
            || (matrices.Count > MaxSymbolic && !matrices.TrueForAll(m => m.Children().All(c => c is MathNode.Number)))
            ? null
            : Value(node);
    }

    /// <summary>The determinant, written out; null where the matrix is too large for that.</summary>
    public static MathNode? Determinant(IReadOnlyList<IReadOnlyList<MathNode>> rows)
    {
        if (rows.Count > MaxDeterminant)
        {
            return null;
        }

        if (rows.Count == 1)
        {
            return rows[0][0];
        }

        var terms = new List<MathNode>();
        for (var column = 0; column < rows.Count; column++)
        {
            var left = column;
            var minor = Determinant([
                .. rows.Skip(1).Select(IReadOnlyList<MathNode> (r) => [.. r.Where((_, c) => c != left)]),
            ]);
            var term = new MathNode.Product([rows[0][column], minor!]);
            terms.Add(column % 2 == 0 ? term : MathNode.Negate(term));
        }

        return new MathNode.Sum(terms);
    }

    /// <summary>The tree with every column of two as the binomial that it may stand for.</summary>
    public static MathNode AsBinomials(MathNode node) =>
        node switch
        {
            MathNode.Matrix { Rows: [[var n], [var k]] } => new MathNode.Function("binom", [n, k]),
            MathNode.Sum s => new MathNode.Sum([.. s.Terms.Select(AsBinomials)]),
            MathNode.Product p => new MathNode.Product([.. p.Factors.Select(AsBinomials)]),
            MathNode.Power p => p with { Base = AsBinomials(p.Base) },
            _ => node,
        };

    /// <summary>The matrix that nested brackets [[1, 2], [3, 4]] stand for; the node itself where they stand for none.</summary>
    public static MathNode OfBrackets(MathNode node) =>
        node is MathNode.Tuple { Open: '[', Close: ']' } outer
        && outer.Items.All(i => i is MathNode.Tuple { Open: '[', Close: ']' })
        && outer.Items.Cast<MathNode.Tuple>().Select(t => t.Items.Count).Distinct().Count() == 1
            ? new MathNode.Matrix([.. outer.Items.Cast<MathNode.Tuple>().Select(t => t.Items)])
            : node;

    private static void Collect(MathNode node, List<MathNode.Matrix> matrices)
    {
        if (node is MathNode.Matrix matrix)
        {
            matrices.Add(matrix);
        }

        foreach (var child in node.Children())
        {
            Collect(child, matrices);
        }
    }

    private static MathNode.Matrix? Value(MathNode node) =>
        node switch
        {
            MathNode.Matrix m => m,
            MathNode.Sum s => s.Terms.Select(Value).Aggregate(Add),
            MathNode.Product p => Multiply(p.Factors),
            _ => null,
        };

    private static MathNode.Matrix? Add(MathNode.Matrix? a, MathNode.Matrix? b)
    {
        if (a is null || b is null || a.Rows.Count != b.Rows.Count || a.Rows[0].Count != b.Rows[0].Count)
        {
            return null;
        }

        return Build(a.Rows.Count, a.Rows[0].Count, (row, column) => Sum([a.Rows[row][column], b.Rows[row][column]]));
    }

    private static MathNode.Matrix? Multiply(IReadOnlyList<MathNode> factors)
    {
        MathNode.Matrix? product = null;
        var scale = new List<MathNode>();
        foreach (var factor in factors)
        {
            if (!factor.Any(n => n is MathNode.Matrix))
            {
                scale.Add(factor);
                continue;
            }

            var matrix = Value(factor);
            product = product is null || matrix is null ? matrix : Multiply(product, matrix);
            if (product is null)
            {
                return null;
            }
        }

        return product is null || scale.Count == 0
            ? product
            : Build(
                product.Rows.Count,
                product.Rows[0].Count,
                (row, column) => new MathNode.Product([.. scale, product.Rows[row][column]])
            );
    }

    private static MathNode.Matrix? Multiply(MathNode.Matrix a, MathNode.Matrix b)
    {
        if (a.Rows[0].Count != b.Rows.Count || a.Rows.Count * b.Rows[0].Count > MaxCells)
        {
            return null;
        }

        return Build(
            a.Rows.Count,
            b.Rows[0].Count,
            (row, column) => Sum([.. a.Rows[row].Select((cell, k) => Product(cell, b.Rows[k][column]))])
        );
    }

    private static MathNode.Matrix Build(int rows, int columns, Func<int, int, MathNode> cell) =>
        new([
            .. Enumerable
                .Range(0, rows)
                .Select(IReadOnlyList<MathNode> (r) => [.. Enumerable.Range(0, columns).Select(c => cell(r, c))]),
        ]);

    // Numbers stay numbers.
    private static MathNode Sum(IReadOnlyList<MathNode> terms) =>
        terms.All(t => t is MathNode.Number)
            ? Bounded(terms.Aggregate(Rational.Zero, (sum, t) => sum + ((MathNode.Number)t).Value))
            : new MathNode.Sum(terms);

    private static MathNode Product(MathNode a, MathNode b) =>
        a is MathNode.Number x && b is MathNode.Number y ? Bounded(x.Value * y.Value) : new MathNode.Product([a, b]);

    private static MathNode.Number Bounded(Rational value) =>
        value.Bits <= MaxBits ? new MathNode.Number(value) : throw new MathLimitException("too many digits");
}
