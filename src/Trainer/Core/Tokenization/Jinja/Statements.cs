namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    /// <summary>The next statement follows.</summary>
    On,

    /// <summary>The loop goes to its next item.</summary>
    Continue,

    /// <summary>The loop ends.</summary>
    Break,
}

/// <summary>Something that writes or sets.</summary>
internal abstract record Statement
{
    public abstract Flow Run(Scope scope, Output output);

    /// <summary>Runs statements until one leaves a loop.</summary>
    public static Flow RunAll(IReadOnlyList<Statement> body, Scope scope, Output output)
    {
        foreach (var statement in body)
        {
            scope.Budget.Step();
            var flow = statement.Run(scope, output);
            if (flow != Flow.On)
            {
                return flow;
            }
        }

        return Flow.On;
    }

    /// <summary>What statements write, as a text.</summary>
    protected static TracedText Written(IReadOnlyList<Statement> body, Scope scope)
    {
        var output = new Output(scope.Budget);
        RunAll(body, scope, output);
        return output.Text();
    }
}

/// <summary>What has been written, and which stretches the template marked as generated.</summary>
internal sealed class Output(Budget budget)
{
    private readonly List<TracedText> _parts = [];
    private int _length;

    public List<Range> Generated { get; } = [];

    public int Length => _length;

    public void Write(TracedText text)
    {
        budget.Make(text.Length);
        _parts.Add(text);
        _length += text.Length;
    }

    public TracedText Text() => TracedText.Join(_parts);
}

/// <summary>Text between tags, or an expression's value.</summary>
internal sealed record Write(Expression Said) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        output.Write(Values.Print(Said.Value(scope)));
        return Flow.On;
    }
}

/// <summary><c>if</c> with its <c>elif</c> branches and its <c>else</c>.</summary>
internal sealed record If(
    IReadOnlyList<(Expression Test, IReadOnlyList<Statement> Body)> Branches,
    IReadOnlyList<Statement> Otherwise
) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        foreach (var (test, body) in Branches)
        {
            if (Values.IsTrue(test.Value(scope)))
            {
                return RunAll(body, scope, output);
            }
        }

        return RunAll(Otherwise, scope, output);
    }
}

/// <summary><c>set</c> of names to a value, or of an attribute of a namespace.</summary>
internal sealed record Set(IReadOnlyList<string> Names, string? Attribute, Expression Given) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        var value = Given.Value(scope);
        if (Attribute is null)
        {
            Assign(scope, Names, value);
        }
        else if (scope.Get(Names[0]) is Namespace space)
        {
            space.Items[Attribute] = value;
        }
        else
        {
            throw new JinjaException($"'{Names[0]}' is no namespace, so '{Names[0]}.{Attribute}' cannot be set");
        }

        return Flow.On;
    }

    /// <summary>Gives one name the value, or each of several its item.</summary>
    public static void Assign(Scope scope, IReadOnlyList<string> names, object? value)
    {
        if (names.Count == 1)
        {
            scope.Set(names[0], value);
            return;
        }

        var items = Values.Items(value);
        if (items.Count != names.Count)
        {
            throw new JinjaException($"{items.Count} values for the names {string.Join(", ", names)}");
        }

        foreach (var (name, item) in names.Zip(items))
        {
            scope.Set(name, item);
        }
    }
}

/// <summary>What a block wrote, under a name no template can spell, for the filters it goes through.</summary>
internal static class BlockText
{
    public const string Name = "the block's text";

    public static object? Through(Expression filters, TracedText text, Scope scope)
    {
        var inner = scope.Inner();
        inner.Set(Name, text);
        return filters.Value(inner);
    }
}

/// <summary><c>set</c> of a name to what a body writes.</summary>
internal sealed record SetBlock(string Name, IReadOnlyList<Statement> Body, Expression Filter) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        scope.Set(Name, BlockText.Through(Filter, Written(Body, scope.Inner()), scope));
        return Flow.On;
    }
}

/// <summary>A body whose text goes through filters.</summary>
internal sealed record FilterBlock(IReadOnlyList<Statement> Body, Expression Filter) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        output.Write(Values.Print(BlockText.Through(Filter, Written(Body, scope.Inner()), scope)));
        return Flow.On;
    }
}

/// <summary>A body that the template says the assistant writes.</summary>
internal sealed record Generation(IReadOnlyList<Statement> Body) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        var start = output.Length;
        var flow = RunAll(Body, scope, output);
        output.Generated.Add(start..output.Length);
        return flow;
    }
}

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record Leave(Flow How) : Statement
{
    public override Flow Run(Scope scope, Output output) => How;
}

/// <summary>A macro: a function whose value is what its body writes.</summary>
internal sealed record Macro(
    string Name,
    IReadOnlyList<(string Name, Expression? Default)> Parameters,
    IReadOnlyList<Statement> Body
) : Statement
{
    public override Flow Run(Scope scope, Output output)
    {
        Function function = (arguments, named) =>
            scope.Budget.Call(() => (object?)Written(Body, Bind(scope.Inner(), arguments, named)));
        scope.Set(Name, function);
        return Flow.On;
    }

    private Scope Bind(Scope scope, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named)
    {
        if (arguments.Count > Parameters.Count)
        {
            throw new JinjaException($"the macro '{Name}' takes {Parameters.Count} arguments, not {arguments.Count}");
        }

        for (var i = 0; i < Parameters.Count; i++)
        {
            var (name, otherwise) = Parameters[i];
            scope.Set(
                name,
                i < arguments.Count ? arguments[i]
                    : named.TryGetValue(name, out var given) ? given
                    : otherwise is null ? new Undefined(name)
                    : otherwise.Value(scope)
            );
        }

        return scope;
    }
}
