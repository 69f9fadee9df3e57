using System.Globalization;

namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>The filters.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, Given, object?>> All = new(StringComparer.Ordinal)
    {
        ["trim"] = (value, given) => Values.Print(value).Trim(given.Chars(0)),
        ["length"] = (value, _) => Values.Length(value),
        ["count"] = (value, _) => Values.Length(value),
        ["tojson"] = ToJson,
        ["string"] = (value, _) => Values.Print(value),
        ["safe"] = (value, _) => value,
        ["escape"] = (value, _) => Escape(Values.Print(value)),
        ["e"] = (value, _) => Escape(Values.Print(value)),
        ["upper"] = (value, _) => Values.Print(value).Map(text => text.ToUpperInvariant()),
        ["lower"] = (value, _) => Values.Print(value).Map(text => text.ToLowerInvariant()),
        ["capitalize"] = (value, _) => TextMethods.Capitalize(Values.Print(value)),
        ["title"] = (value, _) => TextMethods.Title(Values.Print(value)),
        ["replace"] = (value, given) =>
            Values.Print(value).Replace(given.Text(0), given.Text(1), given.Whole(2, -1, "count")),
        ["indent"] = Indent,
        ["default"] = Default,
        ["d"] = Default,
        ["int"] = ToWhole,
        ["float"] = ToFraction,
        ["abs"] = (value, _) => value is long number ? (object)Math.Abs(number) : Math.Abs(Values.Number(value)),
        ["round"] = (value, given) => Round(value, given),
        ["list"] = (value, _) => Values.Items(value).ToList(),
        ["first"] = (value, _) =>
            Values.Items(value) is [var first, ..] ? first : new Undefined("the first of nothing"),
        ["last"] = (value, _) => Values.Items(value) is [.., var last] ? last : new Undefined("the last of nothing"),
        ["reverse"] = (value, _) =>
            value is TracedText text
                ? TracedText.Join([.. Values.Items(text).Cast<TracedText>().Reverse()])
                : Values.Items(value).AsEnumerable().Reverse().ToList(),
        ["join"] = (value, given) => Join(Picked(Values.Items(value), given.Find(1, "attribute")), given.Find(0, "d")),
        ["items"] = (value, _) => value is Undefined ? new List<object?>() : Entries(Map(value)),
        ["dictsort"] = (value, _) => Entries(Map(value)).OrderBy(KeyOf, StringComparer.OrdinalIgnoreCase).ToList(),
        ["sort"] = Sort,
        ["unique"] = (value, _) => Unique(Values.Items(value)),
        ["sum"] = (value, given) => Sum(Picked(Values.Items(value), given.Find(0, "attribute"))),
        ["min"] = (value, _) =>
            Values.Items(value).Order(ValueOrder.Plain).FirstOrDefault(new Undefined("the least of nothing")),
        ["max"] = (value, _) =>
            Values.Items(value).Order(ValueOrder.Plain).LastOrDefault(new Undefined("the most of nothing")),
        ["map"] = (value, given) => Mapped(Values.Items(value), given),
        ["select"] = (value, given) => Chosen(value, given, byAttribute: false, keeps: true),
        ["reject"] = (value, given) => Chosen(value, given, byAttribute: false, keeps: false),
        ["selectattr"] = (value, given) => Chosen(value, given, byAttribute: true, keeps: true),
        ["rejectattr"] = (value, given) => Chosen(value, given, byAttribute: true, keeps: false),
    };

    public static void Require(string name, int line)
    {
        if (!All.ContainsKey(name))
        {
            throw new JinjaException($"line {line}: the filter '{name}' is not supported");
        }
    }

    public static object? Apply(
        string name,
        object? value,
        IReadOnlyList<object?> arguments,
        IReadOnlyDictionary<string, object?> named
    ) =>
        All.TryGetValue(name, out var filter)
            ? filter(value, new Given(name, arguments, named))
            : throw new JinjaException($"the filter '{name}' is not supported");

    public static TracedText Join(List<object?> items, object? separator)
    {
        var between = separator is null or Undefined ? TracedText.Empty : Values.Print(separator);
        return TracedText.Join([
            .. items.SelectMany((item, at) => at == 0 ? [Values.Print(item)] : new[] { between, Values.Print(item) }),
        ]);
    }

    public static List<object?> Entries(OrderedDictionary<string, object?> map) =>
        [.. map.Select(entry => (object?)new List<object?> { TracedText.Of(entry.Key), entry.Value })];

    private static string KeyOf(object? entry) => Values.Text(((List<object?>)entry!)[0]).Value;

    private static OrderedDictionary<string, object?> Map(object? value) =>
        value as OrderedDictionary<string, object?>
        ?? throw new JinjaException($"{Values.NameOf(value)} is no mapping");

    private static TracedText ToJson(object? value, Given given)
    {
        var separators = given.Named.GetValueOrDefault("separators") as List<object?>;
        var text = Values.Json(
            value,
            given.Find(0, "indent") is { } indent and not Undefined ? Values.Whole(indent) : null,
            separators is null ? null : Values.Text(separators[0]).Value,
            separators is null ? null : Values.Text(separators[1]).Value
        );
        // What a message says stays what the message says.
        return TracedText.Of(text, value is TracedText { Length: > 0 } said ? said.SourceOf(0) : 0);
    }

    private static TracedText Escape(TracedText text) =>
        TracedText.Join([
            .. Enumerable
                .Range(0, text.Length)
                .Select(at =>
                    text.Value[at] switch
                    {
                        '&' => TracedText.Of("&amp;", text.SourceOf(at)),
                        '<' => TracedText.Of("&lt;", text.SourceOf(at)),
                        '>' => TracedText.Of("&gt;", text.SourceOf(at)),
                        '"' => TracedText.Of("&#34;", text.SourceOf(at)),
                        '\'' => TracedText.Of("&#39;", text.SourceOf(at)),
                        _ => text.Slice(at, 1),
                    }
                ),
        ]);

    private static TracedText Indent(object? value, Given given)
    {
        var width = given.Find(0, "width");
        var margin = width is TracedText text
            ? text
            : TracedText.Of(new string(' ', width is null ? 4 : Values.Whole(width)));
        var first = Values.IsTrue(given.Find(1, "first"));
        var blank = Values.IsTrue(given.Find(2, "blank"));
        var lines = Values.Print(value).Split("\n", -1);
        var parts = new List<TracedText>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
            {
                parts.Add(TracedText.Of("\n"));
            }

            if (i == 0 ? first : blank || lines[i].Length > 0)
            {
                parts.Add(margin);
            }

            parts.Add(lines[i]);
        }

        return TracedText.Join(parts);
    }

    private static object? Default(object? value, Given given)
    {
        var isMissing = value is Undefined || (Values.IsTrue(given.Find(1, "boolean")) && !Values.IsTrue(value));
        return !isMissing ? value
            : given.Places.Count > 0 ? given.Places[0]
            : given.Named.GetValueOrDefault("default_value", TracedText.Empty);
    }

    private static object ToWhole(object? value, Given given)
    {
        return value switch
        {
            long or bool => (long)Values.Number(value),
            double number => (long)number,
            TracedText text when long.TryParse(text.Value.Trim(), CultureInfo.InvariantCulture, out var whole) => whole,
            TracedText text when TryFraction(text, out var fraction) => (long)fraction,
            _ => given.Find(0, "default") ?? 0L,
        };
    }

    private static object ToFraction(object? value, Given given) =>
        value switch
        {
            long or bool or double => Values.Number(value),
            TracedText text when TryFraction(text, out var number) => number,
            _ => given.Find(0, "default") ?? 0.0,
        };

    private static bool TryFraction(TracedText text, out double number) =>
        double.TryParse(text.Value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static double Round(object? value, Given given)
    {
        var scale = Math.Pow(10, given.Whole(0, 0, "precision"));
        var scaled = Values.Number(value) * scale;
        var method = given.Find(1, "method") is TracedText text ? text.Value : "common";
        return method switch
        {
            "ceil" => Math.Ceiling(scaled) / scale,
            "floor" => Math.Floor(scaled) / scale,
            _ => Math.Round(scaled, MidpointRounding.ToEven) / scale,
        };
    }

    private static List<object?> Sort(object? value, Given given)
    {
        var attribute = given.Find(2, "attribute");
        var isFolded = !Values.IsTrue(given.Find(1, "case_sensitive"));
        var order = isFolded ? ValueOrder.Folded : ValueOrder.Plain;
        var items = Values.Items(value);
        var sorted = Values.IsTrue(given.Find(0, "reverse"))
            ? items.OrderByDescending(Key, order)
            : items.OrderBy(Key, order);
        return [.. sorted];

        object? Key(object? item) => attribute is null ? item : Picked([item], attribute)[0];
    }

    private static List<object?> Unique(List<object?> items)
    {
        var seen = new List<object?>();
        foreach (var item in items)
        {
            if (!seen.Any(one => ValueOrder.Folded.Same(one, item)))
            {
                seen.Add(item);
            }
        }

        return seen;
    }

    private static object? Sum(List<object?> items) =>
        items.Aggregate(
            (object)0L,
            (total, item) =>
                total is long a && item is long b ? (object)(a + b) : Values.Number(total) + Values.Number(item)
        );

    private static List<object?> Mapped(List<object?> items, Given given)
    {
        if (given.Named.TryGetValue("attribute", out var attribute))
        {
            var picked = Picked(items, attribute);
            return given.Named.TryGetValue("default", out var otherwise)
                ? [.. picked.Select(item => item is Undefined ? otherwise : item)]
                : picked;
        }

        var name = given.Text(0).Value;
        return [.. items.Select(item => Apply(name, item, [.. given.Places.Skip(1)], given.Named))];
    }

    private static List<object?> Chosen(object? value, Given given, bool byAttribute, bool keeps)
    {
        var places = given.Places;
        var attribute = byAttribute ? given.At(0) : null;
        var rest = places.Skip(byAttribute ? 1 : 0).ToArray();
        return
        [
            .. Values.Items(value).Where(item => Passes(byAttribute ? Picked([item], attribute)[0] : item) == keeps),
        ];

        bool Passes(object? item) =>
            rest.Length == 0 ? Values.IsTrue(item) : Tests.Holds(Values.Text(rest[0]).Value, item, rest[1..]);
    }

    /// <summary>Each item's attribute, whose name may have dots; the items themselves where there is none.</summary>
    private static List<object?> Picked(List<object?> items, object? attribute)
    {
        if (attribute is null or Undefined)
        {
            return items;
        }

        return
        [
            .. items.Select(item =>
                attribute is TracedText path
                    ? path
                        .Value.Split('.')
                        .Aggregate(
                            item,
                            (inner, key) =>
                                long.TryParse(key, CultureInfo.InvariantCulture, out var place)
                                    ? Members.Item(inner, place)
                                    : Members.Item(inner, TracedText.Of(key))
                        )
                    : Members.Item(item, attribute)
            ),
        ];
    }

    /// <summary>Values by their order, texts with or without their case.</summary>
    private sealed class ValueOrder(bool isFolded) : IComparer<object?>
    {
        public static ValueOrder Plain { get; } = new(false);

        public static ValueOrder Folded { get; } = new(true);

        public int Compare(object? left, object? right) => Values.Compare(Fold(left), Fold(right));

        public bool Same(object? left, object? right) => Values.AreEqual(Fold(left), Fold(right));

        private object? Fold(object? value) =>
            isFolded && value is TracedText text ? TracedText.Of(text.Value.ToLowerInvariant()) : value;
    }
}
