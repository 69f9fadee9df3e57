using System.Globalization;
using System.Text;

namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>A name or key that stands for nothing.</summary>
/// <param name="Name">What was asked for.</param>
internal sealed record Undefined(string Name);

/// <summary>Something a template can call.</summary>
/// <param name="arguments">Arguments by place.</param>
/// <param name="named">Arguments by name.</param>
internal delegate object? Function(IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named);

/// <summary>A mapping that a template may write to.</summary>
internal sealed class Namespace
{
    public Dictionary<string, object?> Items { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// What values mean: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="TracedText"/>, lists
/// (tuples too), mappings with text keys, namespaces, functions and <see cref="Undefined"/>.
/// </summary>
internal static class Values
{
    public static bool IsTrue(object? value) =>
        value switch
        {
            null or Undefined => false,
            bool truth => truth,
            long number => number != 0,
            double number => number != 0,
            TracedText text => text.Length > 0,
            List<object?> list => list.Count > 0,
            OrderedDictionary<string, object?> map => map.Count > 0,
            _ => true,
        };

    public static bool AreEqual(object? left, object? right) =>
        (left, right) switch
        {
            (TracedText a, TracedText b) => string.Equals(a.Value, b.Value, StringComparison.Ordinal),
            (List<object?> a, List<object?> b) => a.Count == b.Count
                && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
            (OrderedDictionary<string, object?> a, OrderedDictionary<string, object?> b) => a.Count == b.Count
                && a.All(entry => b.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other)),
            (Undefined, Undefined) => true,
            _ when IsNumber(left) && IsNumber(right) => Number(left) == Number(right),
            _ => Equals(left, right),
        };

    public static int Compare(object? left, object? right) =>
        (left, right) switch
        {
            (TracedText a, TracedText b) => string.CompareOrdinal(a.Value, b.Value),
            _ when IsNumber(left) && IsNumber(right) => Number(left).CompareTo(Number(right)),
            (List<object?> a, List<object?> b) => a.Zip(b, Compare).FirstOrDefault(order => order != 0)
                is var order
                    and not 0
                ? order
                : a.Count.CompareTo(b.Count),
            _ => throw new JinjaException($"{NameOf(left)} and {NameOf(right)} have no order"),
        };

    public static bool Contains(object? container, object? item) =>
        container switch
        {
            TracedText text => text.Value.Contains(Text(item).Value, StringComparison.Ordinal),
            List<object?> list => list.Any(one => AreEqual(one, item)),
            OrderedDictionary<string, object?> map => item is TracedText key && map.ContainsKey(key.Value),
            Namespace space => item is TracedText key && space.Items.ContainsKey(key.Value),
            Undefined => false,
            _ => throw new JinjaException($"{NameOf(container)} contains nothing"),
        };

    public static List<object?> Items(object? value) =>
        value switch
        {
            List<object?> list => list,
            OrderedDictionary<string, object?> map => [.. map.Keys.Select(key => (object?)TracedText.Of(key))],
            TracedText text => [.. CodePoints(text)],
            Undefined => [],
            _ => throw new JinjaException($"{NameOf(value)} has no items"),
        };

    public static long Length(object? value) =>
        value switch
        {
            TracedText text => text.Value.EnumerateRunes().Count(),
            OrderedDictionary<string, object?> map => map.Count,
            _ => Items(value).Count,
        };

    public static bool IsNumber(object? value) => value is long or double or bool;

    public static double Number(object? value) =>
        value switch
        {
            long number => number,
            double number => number,
            bool truth => truth ? 1 : 0,
            _ => throw new JinjaException($"{NameOf(value)} is no number"),
        };

    public static int Whole(object? value) =>
        value switch
        {
            long number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
            bool truth => truth ? 1 : 0,
            _ => throw new JinjaException($"{NameOf(value)} is no whole number"),
        };

    public static TracedText Text(object? value) =>
        value as TracedText ?? throw new JinjaException($"{NameOf(value)} is no text");

    /// <summary>As it is written into the rendered text.</summary>
    public static TracedText Print(object? value) =>
        value switch
        {
            TracedText text => text,
            Undefined => TracedText.Empty,
            _ => TracedText.Of(Show(value)),
        };

    /// <summary>As Python shows it inside of lists.</summary>
    public static string Show(object? value) =>
        value switch
        {
            null => "None",
            bool truth => truth ? "True" : "False",
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => ShowFraction(number),
            TracedText text => Quote(text.Value),
            List<object?> list => $"[{string.Join(", ", list.Select(Show))}]",
            OrderedDictionary<string, object?> map =>
                $"{{{string.Join(", ", map.Select(entry => $"{Quote(entry.Key)}: {Show(entry.Value)}"))}}}",
            Undefined => "Undefined",
            _ => NameOf(value),
        };

    /// <summary>JSON as Python writes it: a space after commas and colons, or lines where there is an indent.</summary>
    public static string Json(object? value, int? indent, string? itemSeparator = null, string? keySeparator = null)
    {
        var text = new StringBuilder();
        Write(value, 0);
        return text.ToString();

        void Write(object? item, int depth)
        {
            switch (item)
            {
                case null or Undefined:
                    text.Append("null");
                    break;
                case bool truth:
                    text.Append(truth ? "true" : "false");
                    break;
                case TracedText said:
                    text.Append(JsonText(said.Value));
                    break;
                case List<object?> list:
                    Each("[", list, one => Write(one, depth + 1), "]", depth);
                    break;
                case OrderedDictionary<string, object?> map:
                    Each("{", [.. map], Entry, "}", depth);
                    break;
                case long or double:
                    text.Append(Show(item));
                    break;
                default:
                    throw new JinjaException($"{NameOf(item)} cannot be written as JSON");
            }

            void Entry(KeyValuePair<string, object?> entry)
            {
                text.Append(JsonText(entry.Key)).Append(keySeparator ?? ": ");
                Write(entry.Value, depth + 1);
            }
        }

        void Each<T>(string open, List<T> items, Action<T> write, string close, int depth)
        {
            text.Append(open);
            for (var i = 0; i < items.Count; i++)
            {
                text.Append(i == 0 ? "" : itemSeparator ?? (indent is null ? ", " : ","));
                NewLine(depth + 1);
                write(items[i]);
            }

            if (items.Count > 0)
            {
                NewLine(depth);
            }

            text.Append(close);
        }

        void NewLine(int depth)
        {
            if (indent is { } width)
            {
                text.Append('\n').Append(' ', width * depth);
            }
        }
    }

    public static string NameOf(object? value) =>
        value switch
        {
            null => "none",
            bool => "a truth value",
            long or double => "a number",
            TracedText => "a text",
            List<object?> => "a list",
            OrderedDictionary<string, object?> => "a mapping",
            Undefined nothing => $"'{nothing.Name}', which is not defined,",
            Namespace => "a namespace",
            _ => "a function",
        };

    private static string ShowFraction(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".EN∞") < 0 ? text + ".0" : text;
    }

    private static string Quote(string text)
    {
        var quote =
            text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\\' => "\\\\",
                    _ when c == quote => "\\" + c,
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append(quote).ToString();
    }

    private static string JsonText(string text)
    {
        var quoted = new StringBuilder().Append('"');
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    < ' ' => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }

    private static IEnumerable<object?> CodePoints(TracedText text)
    {
        for (var at = 0; at < text.Length; )
        {
            var length = at + 1 < text.Length && char.IsSurrogatePair(text.Value[at], text.Value[at + 1]) ? 2 : 1;
            yield return text.Slice(at, length);
            at += length;
        }
    }
}
