namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>The tests behind <c>is</c>.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, Given, bool>> All = new(StringComparer.Ordinal)
    {
        ["defined"] = (value, _) => value is not Undefined,
        ["undefined"] = (value, _) => value is Undefined,
        ["none"] = (value, _) => value is null,
        ["true"] = (value, _) => value is true,
        ["false"] = (value, _) => value is false,
        ["boolean"] = (value, _) => value is bool,
        ["string"] = (value, _) => value is TracedText,
        ["number"] = (value, _) => Values.IsNumber(value),
        ["integer"] = (value, _) => value is long,
        ["float"] = (value, _) => value is double,
        ["mapping"] = (value, _) => value is OrderedDictionary<string, object?>,
        ["iterable"] = (value, _) =>
            value is TracedText or List<object?> or OrderedDictionary<string, object?> or Undefined,
        ["sequence"] = (value, _) =>
            value is TracedText or List<object?> or OrderedDictionary<string, object?> or Undefined,
        ["callable"] = (value, _) => value is Function,
        ["sameas"] = (value, given) =>
            ReferenceEquals(value, given.At(0)) || (value is null or bool or long && Equals(value, given.At(0))),
        ["odd"] = (value, _) => Values.Whole(value) % 2 != 0,
        ["even"] = (value, _) => Values.Whole(value) % 2 == 0,
        ["divisibleby"] = (value, given) => Values.Whole(value) % Math.Max(1, Values.Whole(given.At(0))) == 0,
        ["lower"] = (value, _) =>
            value is TracedText text && text.Value.Any(char.IsLetter) && !text.Value.Any(char.IsUpper),
        ["upper"] = (value, _) =>
            value is TracedText text && text.Value.Any(char.IsLetter) && !text.Value.Any(char.IsLower),
        ["in"] = (value, given) => Values.Contains(given.At(0), value),
        ["eq"] = (value, given) => Values.AreEqual(value, given.At(0)),
        ["equalto"] = (value, given) => Values.AreEqual(value, given.At(0)),
        ["=="] = (value, given) => Values.AreEqual(value, given.At(0)),
        ["ne"] = (value, given) => !Values.AreEqual(value, given.At(0)),
        ["!="] = (value, given) => !Values.AreEqual(value, given.At(0)),
        ["lt"] = (value, given) => Values.Compare(value, given.At(0)) < 0,
        ["le"] = (value, given) => Values.Compare(value, given.At(0)) <= 0,
        ["gt"] = (value, given) => Values.Compare(value, given.At(0)) > 0,
        ["ge"] = (value, given) => Values.Compare(value, given.At(0)) >= 0,
    };

    public static void Require(string name, int line)
    {
        if (!All.ContainsKey(name))
        {
            throw new JinjaException($"line {line}: the test '{name}' is not supported");
        }
    }

    public static bool Holds(string name, object? value, IReadOnlyList<object?> arguments) =>
        All.TryGetValue(name, out var test)
            ? test(value, new Given("is " + name, arguments, new Dictionary<string, object?>()))
            : throw new JinjaException($"the test '{name}' is not supported");
}
