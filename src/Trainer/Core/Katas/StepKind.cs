namespace R1Code.Trainer.Katas;

/// <summary>
/// One operation of the kata language: its words in both languages, its C# and its meaning side by side. A kata is a
/// chain of them. In words and code <c>{c}</c> is the step's constant; in code <c>{x}</c> is the chain before it.
/// </summary>
internal sealed record StepKind
{
    /// <summary>Name in a kata's structure.</summary>
    public required string Name { get; init; }

    public required KataType From { get; init; }

    public required KataType To { get; init; }

    /// <summary>Ways to ask for it in English, as imperatives; the first is the one thoughts use.</summary>
    public required IReadOnlyList<string> English { get; init; }

    /// <summary>Ways to ask for it in Chinese; the first is the one thoughts use.</summary>
    public required IReadOnlyList<string> Chinese { get; init; }

    /// <summary>The C# expression.</summary>
    public required string Code { get; init; }

    /// <summary>How tightly <see cref="Code"/> binds.</summary>
    public Binding Binding { get; init; } = Binding.Primary;

    /// <summary>How tightly <c>{x}</c> must bind to stand there without parentheses.</summary>
    public Binding Operand { get; init; } = Binding.Primary;

    /// <summary>The constants it may take, as C# literals without quotes; one empty text for a step without a constant.</summary>
    public IReadOnlyList<string> Constants { get; init; } = [""];

    /// <summary>
    /// The meaning: value and constant to value; null where the step is undefined (the maximum of nothing) or leaves
    /// the range of <c>int</c>.
    /// </summary>
    public required Func<object, string, object?> Apply { get; init; }
}

/// <summary>A step of one kata: the operation with its constant.</summary>
internal sealed record KataStep(StepKind Kind, string Constant)
{
    public string InWords(string phrase) => phrase.Replace("{c}", Constant, StringComparison.Ordinal);
}
