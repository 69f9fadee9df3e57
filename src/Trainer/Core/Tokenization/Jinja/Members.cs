namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>What stands behind a dot or in brackets.</summary>
internal static class Members
{
    /// <summary><c>target.key</c>: a method, else the mapping's item.</summary>
    public static object? Attribute(object? target, string key) =>
        target switch
        {
            TracedText text => TextMethods.Find(text, key) ?? (object)new Undefined(key),
            OrderedDictionary<string, object?> map => MapMethod(map, key) ?? Of(map, key),
            Namespace space => space.Items.TryGetValue(key, out var value) ? value : new Undefined(key),
            List<object?> list => ListMethod(list, key) ?? (object)new Undefined(key),
            Undefined or null => throw new JinjaException($"{Values.NameOf(target)} has no '{key}'"),
            _ => new Undefined(key),
        };

    /// <summary><c>target[key]</c>: the item at a place or under a key.</summary>
    public static object? Item(object? target, object? key) =>
        (target, key) switch
        {
            (Undefined or null, _) => throw new JinjaException($"{Values.NameOf(target)} has no items"),
            (OrderedDictionary<string, object?> map, TracedText name) => map.TryGetValue(name.Value, out var value)
                ? value
                : MapMethod(map, name.Value) ?? (object)new Undefined(name.Value),
            (Namespace space, TracedText name) => Attribute(space, name.Value),
            (List<object?> or TracedText, long or bool) => At(Values.Items(target), Values.Whole(key)),
            (TracedText text, TracedText name) => Attribute(text, name.Value),
            _ => new Undefined(Values.Show(key)),
        };

    private static object? At(List<object?> items, int index)
    {
        var at = index < 0 ? index + items.Count : index;
        return at >= 0 && at < items.Count ? items[at] : new Undefined($"item {index}");
    }

    private static object? Of(OrderedDictionary<string, object?> map, string key) =>
        map.TryGetValue(key, out var value) ? value : new Undefined(key);

    private static Function? MapMethod(OrderedDictionary<string, object?> map, string name) =>
        name switch
        {
            "items" => (_, _) => Filters.Entries(map),
            "keys" => (_, _) => Values.Items(map),
            "values" => (_, _) => map.Values.ToList(),
            "get" => (arguments, _) =>
                map.TryGetValue(Values.Text(arguments[0]).Value, out var value) ? value
                : arguments.Count > 1 ? arguments[1]
                : null,
            "copy" => (_, _) => new OrderedDictionary<string, object?>(map, StringComparer.Ordinal),
            _ => null,
        };

    private static Function? ListMethod(List<object?> list, string name) =>
        name switch
        {
            "index" => (arguments, _) =>
                list.FindIndex(item => Values.AreEqual(item, arguments[0])) is var at && at >= 0
                    ? (long)at
                    : throw new JinjaException("the list does not have the item that is looked for"),
            "count" => (arguments, _) => (long)list.Count(item => Values.AreEqual(item, arguments[0])),
            "append" or "extend" or "insert" or "pop" or "remove" or "clear" or "sort" or "reverse" => (_, _) =>
                throw new JinjaException($"a list cannot be changed by '{name}'; templates join lists with +"),
            _ => null,
        };
}
