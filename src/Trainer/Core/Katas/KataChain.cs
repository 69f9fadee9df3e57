namespace R1Code.Trainer.Katas;

/// <summary>The steps of one kata and what they do to a value, in our own arithmetic and as C#.</summary>
internal sealed record KataChain(KataType Input, IReadOnlyList<KataStep> Steps)
{
    public KataType Output => Steps.Count == 0 ? Input : Steps[^1].Kind.To;

    /// <summary>What the answer does, without wording and constants.</summary>
    public string Structure => $"{InputName}:{string.Join(',', Steps.Select(step => step.Kind.Name))}";

    /// <summary>What the answer does, without wording.</summary>
    public string Program =>
        $"{InputName}:{string.Join(',', Steps.Select(step => $"{step.Kind.Name} {step.Constant}".TrimEnd()))}";

    private string InputName => Input.ToString().ToLowerInvariant();

    /// <summary>The exact result, or null where some step is undefined.</summary>
    public object? Evaluate(object input) => Evaluate(input, skipped: -1);

    /// <summary>Whether each step changes the result of at least one input, so that no test set forgives leaving it out.</summary>
    public bool EveryStepMatters(IReadOnlyList<object> inputs)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            var skipped = i;
            var removable = Steps[i].Kind.From == Steps[i].Kind.To;
            if (removable && inputs.All(x => KataLiteral.Equal(Evaluate(x), Evaluate(x, skipped))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A method named <c>Solve</c> that does it.</summary>
    public string ToCSharp()
    {
        var (name, type) = Input switch
        {
            KataType.Integer => ("x", "int"),
            KataType.Text => ("s", "string"),
            _ => ("xs", "int[]"),
        };
        var code = name;
        var binding = Binding.Primary;
        foreach (var (kind, constant) in Steps)
        {
            var operand = binding < kind.Operand ? $"({code})" : code;
            code = kind
                .Code.Replace("{x}", operand, StringComparison.Ordinal)
                .Replace("{c}", constant, StringComparison.Ordinal);
            binding = kind.Binding;
        }

        var (result, ending) = Output switch
        {
            KataType.Integer => ("int", ""),
            KataType.Boolean => ("bool", ""),
            KataType.Text => ("string", ""),
            _ => ("int[]", ".ToArray()"),
        };
        return $"public static {result} Solve({type} {name}) => {code}{ending};";
    }

    private object? Evaluate(object input, int skipped)
    {
        object? value = input;
        for (var i = 0; i < Steps.Count && value is not null; i++)
        {
            value = i == skipped ? value : Steps[i].Kind.Apply(value, Steps[i].Constant);
        }

        return value;
    }
}
