namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>Names and what they stand for; a name that is not here is looked for outside.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, object?> _names = new(StringComparer.Ordinal);
    private readonly Scope? _outer;
    private readonly Budget _budget;

    private Scope(Scope? outer, Budget budget) => (_outer, _budget) = (outer, budget);

    public static Scope Global(Budget budget) => new(null, budget);

    public Budget Budget => _budget;

    public Scope Inner() => new(this, _budget);

    /// <summary>The outermost scope, which macros see beside their own names.</summary>
    public Scope Root => _outer?.Root ?? this;

    public object? Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._names.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return new Undefined(name);
    }

    public void Set(string name, object? value) => _names[name] = value;
}

/// <summary>What a rendering may still do, so that a template cannot run for ever or fill the memory.</summary>
internal sealed class Budget
{
    private const int Steps = 20_000_000;
    private const int Characters = 64 << 20;
    private const int Depth = 200;

    private int _steps;
    private long _characters;
    private int _depth;

    /// <summary>Counts a step.</summary>
    public void Step()
    {
        if (++_steps > Steps)
        {
            throw new JinjaException($"the template takes more than {Steps} steps");
        }
    }

    /// <summary>Counts characters that are made.</summary>
    public void Make(long characters)
    {
        if ((_characters += characters) > Characters)
        {
            throw new JinjaException($"the template makes more than {Characters} characters");
        }
    }

    /// <summary>Counts calls within calls.</summary>
    public T Call<T>(Func<T> work)
    {
        if (++_depth > Depth)
        {
            throw new JinjaException($"macros call each other more than {Depth} deep");
        }

        var result = work();
        _depth--;
        return result;
    }
}
