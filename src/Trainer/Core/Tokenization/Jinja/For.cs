namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary><c>for</c> over items, filtered if it says so, with an <c>else</c> where there are none.</summary>
internal sealed record For(
    IReadOnlyList<string> Names,
    Expression Source,
    Expression? Filter,
    IReadOnlyList<Statement> Body,
    IReadOnlyList<Statement> Otherwise
) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        var items = Values.Items(Source.Value(scope));
        if (Filter is not null)
        {
            items = [.. items.Where(item => Passes(item, scope))];
        }

        if (items.Count == 0)
        {
            return RunAll(Otherwise, scope, output);
        }

        for (var index = 0; index < items.Count; index++)
        {
            scope.Budget.Step();
            var inner = scope.Inner();
            Set.Assign(inner, Names, items[index]);
            inner.Set("loop", Loop(items, index));
            if (RunAll(Body, inner, output) == Flow.Break)
            {
                break;
            }
        }

        return Flow.On;
    }

    private bool Passes(object? item, Scope scope)
    {
        var inner = scope.Inner();
        Set.Assign(inner, Names, item);
        return Values.IsTrue(Filter!.Value(inner));
    }

    private static Namespace Loop(List<object?> items, int index)
    {
        var loop = new Namespace();
        loop.Items["index"] = index + 1L;
        loop.Items["index0"] = (long)index;
        loop.Items["revindex"] = (long)items.Count - index;
        loop.Items["revindex0"] = items.Count - index - 1L;
        loop.Items["first"] = index == 0;
        loop.Items["last"] = index == items.Count - 1;
        loop.Items["length"] = (long)items.Count;
        loop.Items["depth"] = 1L;
        loop.Items["depth0"] = 0L;
        if (index > 0)
        {
            loop.Items["previtem"] = items[index - 1];
        }

        if (index < items.Count - 1)
        {
            loop.Items["nextitem"] = items[index + 1];
        }

        Function cycle = (arguments, _) =>
            arguments.Count == 0
                ? throw new JinjaException("loop.cycle needs arguments")
                : arguments[index % arguments.Count];
        loop.Items["cycle"] = cycle;
        return loop;
    }
}
