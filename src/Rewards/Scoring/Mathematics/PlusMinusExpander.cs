namespace R1Code.Rewards.Mathematics;

/// <summary>Turns an answer with ± into the two answers it stands for, all upper signs and all lower ones.</summary>
internal static class PlusMinusExpander
{
    /// <summary>The answer without ±; itself where it has none.</summary>
    public static MathNode Expand(MathNode node)
    {
        if (!node.Any(n => n is MathNode.PlusMinus))
        {
            return node;
        }

        return node switch
        {
            MathNode.List l => new MathNode.List([.. l.Items.SelectMany(Items)], l.Alternatives),
            MathNode.Set s => new MathNode.Set([.. s.Items.SelectMany(Items)]),
            MathNode.Relation { Operators: ['='], Terms: [var name, var value] }
                when !name.Any(n => n is MathNode.PlusMinus) => new MathNode.List(
                [.. Items(value).Select(v => new MathNode.Relation([name, v], ['=']))],
                true
            ),
            _ => new MathNode.List([With(node, upper: true), With(node, upper: false)], true),
        };
    }

    private static IReadOnlyList<MathNode> Items(MathNode node)
    {
        var expanded = Expand(node);
        return expanded is MathNode.List list ? list.Items : [expanded];
    }

    private static MathNode With(MathNode node, bool upper) =>
        node switch
        {
            MathNode.PlusMinus p => p.Inverted == upper
                ? MathNode.Negate(With(p.Operand, upper))
                : With(p.Operand, upper),
            MathNode.Sum s => new MathNode.Sum([.. s.Terms.Select(t => With(t, upper))]),
            MathNode.Product p => new MathNode.Product([.. p.Factors.Select(t => With(t, upper))]),
            MathNode.Power p => new MathNode.Power(With(p.Base, upper), With(p.Exponent, upper)),
            MathNode.Function f => f with { Arguments = [.. f.Arguments.Select(t => With(t, upper))] },
            MathNode.Tuple t => t with { Items = [.. t.Items.Select(i => With(i, upper))] },
            MathNode.Relation r => r with { Terms = [.. r.Terms.Select(t => With(t, upper))] },
            _ => node,
        };
}
