namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>Something with a value.</summary>
internal abstract record Expression
{
    public abstract object? Value(Scope scope);
}

/// <summary>A value that stands in the template.</summary>
internal sealed record Literal(object? Constant) : Expression
{
    public override object? Value(Scope scope) => Constant;
}

/// <summary>What a name stands for.</summary>
internal sealed record Name(string Text) : Expression
{
    public override object? Value(Scope scope)
    {
        scope.Budget.Step();
        return scope.Get(Text);
    }
}

/// <summary>A list or a tuple.</summary>
internal sealed record ListOf(IReadOnlyList<Expression> Items) : Expression
{
    public override object? Value(Scope scope) => Items.Select(item => item.Value(scope)).ToList();
}

/// <summary>A mapping.</summary>
internal sealed record MapOf(IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression
{
    public override object? Value(Scope scope)
    {
        var map = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries)
        {
            map[Values.Text(key.Value(scope)).Value] = value.Value(scope);
        }

        return map;
    }
}

/// <summary>One of two values: <c>a if test else b</c>.</summary>
internal sealed record Choice(Expression Test, Expression Then, Expression? Else) : Expression
{
    public override object? Value(Scope scope) =>
        Values.IsTrue(Test.Value(scope)) ? Then.Value(scope)
        : Else is null ? new Undefined("an inline if without else")
        : Else.Value(scope);
}

/// <summary><c>not a</c>.</summary>
internal sealed record Not(Expression Operand) : Expression
{
    public override object? Value(Scope scope) => !Values.IsTrue(Operand.Value(scope));
}

/// <summary><c>-a</c> or <c>+a</c>.</summary>
internal sealed record Signed(bool IsNegative, Expression Operand) : Expression
{
    public override object? Value(Scope scope) =>
        Operand.Value(scope) switch
        {
            long number => (object)(IsNegative ? -number : number),
            var other => IsNegative ? -Values.Number(other) : Values.Number(other),
        };
}

/// <summary>Two operands that are looked at one after the other: <c>and</c>, <c>or</c>.</summary>
internal sealed record Either(bool IsOr, Expression Left, Expression Right) : Expression
{
    public override object? Value(Scope scope)
    {
        var left = Left.Value(scope);
        return Values.IsTrue(left) == IsOr ? left : Right.Value(scope);
    }
}

/// <summary>A chain of comparisons: <c>a &lt; b &lt;= c</c>.</summary>
internal sealed record Comparison(Expression First, IReadOnlyList<(string Sign, Expression Operand)> Rest) : Expression
{
    public override object? Value(Scope scope)
    {
        var left = First.Value(scope);
        foreach (var (sign, operand) in Rest)
        {
            var right = operand.Value(scope);
            if (!Holds(left, sign, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    private static bool Holds(object? left, string sign, object? right) =>
        sign switch
        {
            "==" => Values.AreEqual(left, right),
            "!=" => !Values.AreEqual(left, right),
            "in" => Values.Contains(right, left),
            "not in" => !Values.Contains(right, left),
            "<" => Values.Compare(left, right) < 0,
            "<=" => Values.Compare(left, right) <= 0,
            ">" => Values.Compare(left, right) > 0,
            _ => Values.Compare(left, right) >= 0,
        };
}

/// <summary>Texts written behind each other: <c>a ~ b</c>.</summary>
internal sealed record Joined(IReadOnlyList<Expression> Parts) : Expression
{
    public override object? Value(Scope scope)
    {
        var text = TracedText.Join([.. Parts.Select(part => Values.Print(part.Value(scope)))]);
        scope.Budget.Make(text.Length);
        return text;
    }
}

/// <summary>An attribute: <c>a.b</c>.</summary>
internal sealed record Attribute(Expression Target, string Key) : Expression
{
    public override object? Value(Scope scope) => Members.Attribute(Target.Value(scope), Key);
}

/// <summary>An item: <c>a[b]</c>.</summary>
internal sealed record Item(Expression Target, Expression Key) : Expression
{
    public override object? Value(Scope scope) => Members.Item(Target.Value(scope), Key.Value(scope));
}

/// <summary>A stretch: <c>a[b:c:d]</c>.</summary>
internal sealed record Stretch(Expression Target, Expression? From, Expression? To, Expression? Step) : Expression
{
    public override object? Value(Scope scope)
    {
        var target = Target.Value(scope);
        var step = Step?.Value(scope) is { } given ? Values.Whole(given) : 1;
        if (step == 0)
        {
            throw new JinjaException("a slice cannot step by 0");
        }

        if (target is TracedText text && step == 1)
        {
            var (first, last) = Bounds(text.Length, 1, scope);
            return text.Slice(first, Math.Max(0, last - first));
        }

        var items = Values.Items(target);
        var picked = new List<object?>();
        var (at, end) = Bounds(items.Count, step, scope);
        for (; step > 0 ? at < end : at > end; at += step)
        {
            picked.Add(items[at]);
        }

        return target is TracedText ? TracedText.Join([.. picked.Cast<TracedText>()]) : picked;
    }

    private (int Start, int End) Bounds(int length, int step, Scope scope)
    {
        var (low, high) = step > 0 ? (0, length) : (-1, length - 1);
        return (Bound(From, step > 0 ? low : high), Bound(To, step > 0 ? high : low));

        int Bound(Expression? given, int otherwise) =>
            given?.Value(scope) is { } value
                ? Math.Clamp(Values.Whole(value) is var at && at < 0 ? at + length : at, low, high)
                : otherwise;
    }
}

/// <summary>A call: <c>f(a, b=c)</c>.</summary>
internal sealed record Call(Expression Target, Arguments Given) : Expression
{
    public override object? Value(Scope scope)
    {
        scope.Budget.Step();
        var target = Target.Value(scope);
        return target is Function function
            ? function(Given.ByPlace(scope), Given.ByName(scope))
            : throw new JinjaException($"{Values.NameOf(target)} cannot be called");
    }
}

/// <summary>A filter: <c>a | f(b)</c>.</summary>
internal sealed record Filtered(Expression Target, string Filter, Arguments Given) : Expression
{
    public override object? Value(Scope scope)
    {
        scope.Budget.Step();
        return Filters.Apply(Filter, Target.Value(scope), Given.ByPlace(scope), Given.ByName(scope));
    }
}

/// <summary>A test: <c>a is t</c>.</summary>
internal sealed record Tested(Expression Target, string Test, bool IsNegated, Arguments Given) : Expression
{
    public override object? Value(Scope scope) =>
        Tests.Holds(Test, Target.Value(scope), Given.ByPlace(scope)) != IsNegated;
}

/// <summary>What a call is given.</summary>
/// <param name="Places">Arguments by place.</param>
/// <param name="Names">Arguments by name.</param>
internal sealed record Arguments(IReadOnlyList<Expression> Places, IReadOnlyList<(string Name, Expression Value)> Names)
{
    public static Arguments None { get; } = new([], []);

    public List<object?> ByPlace(Scope scope) => [.. Places.Select(argument => argument.Value(scope))];

    public Dictionary<string, object?> ByName(Scope scope) =>
        Names.ToDictionary(named => named.Name, named => named.Value.Value(scope), StringComparer.Ordinal);
}
