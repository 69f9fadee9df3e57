namespace R1Code.Rewards.Mathematics;

/// <summary>Carries out sums and products of matrices, so that what remains is one matrix.</summary>
internal static class MatrixArithmetic
{
    private const int MaxCells = 400;

    /// <summary>The matrix an expression stands for; null where it stands for none.</summary>
    public static MathNode.Matrix? Evaluate(MathNode node) =>
        node switch
        {
            MathNode.Matrix m => m,
            MathNode.Sum s => s.Terms.Select(Evaluate).Aggregate(Add),
            MathNode.Product p when p.Factors.Any(f => f.Any(n => n is MathNode.Matrix)) => Multiply(p.Factors),
            _ => null,
        };

    private static MathNode.Matrix? Add(MathNode.Matrix? a, MathNode.Matrix? b)
    {
        if (a is null || b is null || a.Rows.Count != b.Rows.Count || a.Rows[0].Count != b.Rows[0].Count)
        {
            return null;
        }

        return new MathNode.Matrix([
            .. a.Rows.Zip(
                b.Rows,
                IReadOnlyList<MathNode> (r, s) => [.. r.Zip(s, MathNode (x, y) => new MathNode.Sum([x, y]))]
            ),
        ]);
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
            }
            else if (Evaluate(factor) is not { } matrix)
            {
                return null;
            }
            else if (product is null)
            {
                product = matrix;
            }
            else if (Multiply(product, matrix) is { } next)
            {
                product = next;
            }
            else
            {
                return null;
            }
        }

        return product is null || scale.Count == 0
            ? product
            : new MathNode.Matrix([
                .. product.Rows.Select(
                    IReadOnlyList<MathNode> (r) => [.. r.Select(c => new MathNode.Product([.. scale, c]))]
                ),
            ]);
    }

    private static MathNode.Matrix? Multiply(MathNode.Matrix a, MathNode.Matrix b)
    {
        if (a.Rows[0].Count != b.Rows.Count || a.Rows.Count * b.Rows[0].Count > MaxCells)
        {
            return null;
        }

        return new MathNode.Matrix([
            .. a.Rows.Select(
                IReadOnlyList<MathNode> (row) =>
                    [
                        .. Enumerable
                            .Range(0, b.Rows[0].Count)
                            .Select(column => new MathNode.Sum([
                                .. row.Select((cell, k) => new MathNode.Product([cell, b.Rows[k][column]])),
                            ])),
                    ]
            ),
        ]);
    }
}
