namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>What a filter or method was given, read by place or by name.</summary>
/// <param name="Callee">Who reads, for errors.</param>
/// <param name="Places">Arguments by place.</param>
/// <param name="Named">Arguments by name.</param>
internal sealed record Given(string Callee, IReadOnlyList<object?> Places, IReadOnlyDictionary<string, object?> Named)
{
    public object? At(int place) =>
        place < Places.Count ? Places[place] : throw new JinjaException($"{Callee} needs {place + 1} arguments");

    /// <summary>The argument, or null where it was not given.</summary>
    public object? Find(int place, string name) => place < Places.Count ? Places[place] : Named.GetValueOrDefault(name);

    public TracedText Text(int place) => Values.Text(At(place));

    public string? Chars(int place) =>
        Find(place, "chars") is { } set and not Undefined ? Values.Text(set).Value : null;

    public int Whole(int place, int otherwise, string name) =>
        Find(place, name) is { } value and not Undefined ? Values.Whole(value) : otherwise;

    /// <summary>Whether the first argument, or one of a list, passes.</summary>
    public bool Any(Func<string, bool> test) =>
        At(0) is List<object?> several ? several.Any(one => test(Values.Text(one).Value)) : test(Text(0).Value);
}
