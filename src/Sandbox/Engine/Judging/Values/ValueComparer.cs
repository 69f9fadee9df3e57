using System.Globalization;
using System.Text;

namespace R1Code.Sandbox.Judging.Values;

/// <summary>
/// Decides whether two canonical values are equal, by these rules:
/// <list type="bullet">
/// <item>Whole numbers and decimals are equal when their values are, whatever their types (<c>1</c>, <c>1L</c>, <c>1.0m</c>).</item>
/// <item>As soon as one side is a binary floating-point number, both are compared as such, within the tolerance.</item>
/// <item>Strings, characters, booleans and enumeration members are equal to the same of their own kind only.</item>
/// <item>Arrays, lists and other sequences are one kind: equal in order and length. A tuple is not a list.</item>
/// <item>Sets and dictionaries have no order.</item>
/// <item>Objects are equal when their members have the same names and equal values; their types' names do not matter,
/// so that an expected value can be written without the submission's types.</item>
/// </list>
/// </summary>
internal sealed class ValueComparer(Tolerance tolerance)
{
    // Members of sets that are equal only within a tolerance are paired by trying; more than this many are not tried.
    private const int MostPairedByTrying = 1000;

    /// <summary>Null when equal; otherwise where the first difference is and what it is.</summary>
    public string? FirstDifference(CanonicalValue actual, CanonicalValue expected) => Compare(actual, expected, []);

    private string? Compare(CanonicalValue actual, CanonicalValue expected, List<string> path) =>
        (actual, expected) switch
        {
            (CanonicalValue.List a, CanonicalValue.List e) => CompareInOrder(a.Items, e.Items, path),
            (CanonicalValue.Tuple a, CanonicalValue.Tuple e) => CompareInOrder(a.Items, e.Items, path),
            (CanonicalValue.Set a, CanonicalValue.Set e) => CompareWithoutOrder(a.Items, e.Items, path, "elements"),
            (CanonicalValue.Dictionary a, CanonicalValue.Dictionary e) => CompareWithoutOrder(
                a.Pairs,
                e.Pairs,
                path,
                "entries"
            ),
            (CanonicalValue.Object a, CanonicalValue.Object e) => CompareMembers(a, e, path),
            _ => AreEqualLeaves(actual, expected) ? null : $"{Place(path)}{Show(actual)}, expected {Show(expected)}",
        };

    private bool AreEqualLeaves(CanonicalValue actual, CanonicalValue expected) =>
        (actual, expected) switch
        {
            (CanonicalValue.Integer a, CanonicalValue.Integer e) => a.Digits == e.Digits,
            (CanonicalValue.Decimal a, CanonicalValue.Decimal e) => a.Value == e.Value,
            (CanonicalValue.Integer a, CanonicalValue.Decimal e) => AreEqual(a, e),
            (CanonicalValue.Decimal a, CanonicalValue.Integer e) => AreEqual(e, a),
            (CanonicalValue.Float or CanonicalValue.Integer or CanonicalValue.Decimal, CanonicalValue.Float)
            or (CanonicalValue.Float, CanonicalValue.Integer or CanonicalValue.Decimal) => tolerance.AreClose(
                Number(actual),
                Number(expected)
            ),
            // Everything left that can be equal at all is one of the records without lists.
            (CanonicalValue.Null or CanonicalValue.Bool or CanonicalValue.Char or CanonicalValue.Text, _)
            or (CanonicalValue.Enum or CanonicalValue.Opaque, _) => actual.Equals(expected),
            _ => false,
        };

    private string? CompareInOrder(
        IReadOnlyList<CanonicalValue> actual,
        IReadOnlyList<CanonicalValue> expected,
        List<string> path
    )
    {
        if (actual.Count != expected.Count)
        {
            return Counts(actual.Count, expected.Count, path, "elements");
        }

        for (var i = 0; i < actual.Count; i++)
        {
            path.Add(string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
            if (Compare(actual[i], expected[i], path) is { } difference)
            {
                return difference;
            }

            path.RemoveAt(path.Count - 1);
        }

        return null;
    }

    private string? CompareWithoutOrder(
        IReadOnlyList<CanonicalValue> actual,
        IReadOnlyList<CanonicalValue> expected,
        List<string> path,
        string what
    )
    {
        if (actual.Count != expected.Count)
        {
            return Counts(actual.Count, expected.Count, path, what);
        }

        // Most members are the same to the last digit and are paired by their text; the rest by trying.
        var unpaired = expected
            .GroupBy(Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<CanonicalValue>(g));
        var rest = actual
            .Where(item => !(unpaired.TryGetValue(Key(item), out var same) && same.TryDequeue(out _)))
            .ToList();
        var open = unpaired.Values.SelectMany(queue => queue).ToList();
        if (rest.Count > MostPairedByTrying)
        {
            return $"{Place(path)}{Show(rest[0])} is not among the expected {what}";
        }

        foreach (var item in rest)
        {
            var match = open.FindIndex(candidate => Compare(item, candidate, []) is null);
            if (match < 0)
            {
                return $"{Place(path)}{Show(item)} is not among the expected {what}";
            }

            open.RemoveAt(match);
        }

        return null;
    }

    private string? CompareMembers(CanonicalValue.Object actual, CanonicalValue.Object expected, List<string> path)
    {
        if (actual.Members.Count != expected.Members.Count)
        {
            return Counts(actual.Members.Count, expected.Members.Count, path, "members");
        }

        var byName = new Dictionary<string, CanonicalValue>(StringComparer.Ordinal);
        foreach (var (name, value) in actual.Members)
        {
            byName[name] = value;
        }

        foreach (var (name, value) in expected.Members)
        {
            if (!byName.TryGetValue(name, out var own))
            {
                return $"{Place(path)}no member {name}";
            }

            path.Add("." + name);
            if (Compare(own, value, path) is { } difference)
            {
                return difference;
            }

            path.RemoveAt(path.Count - 1);
        }

        return null;
    }

    private static bool AreEqual(CanonicalValue.Integer integer, CanonicalValue.Decimal number) =>
        decimal.IsInteger(number.Value)
        && decimal.Truncate(number.Value).ToString("0", CultureInfo.InvariantCulture) is var digits
        && (digits == "-0" ? "0" : digits) == integer.Digits;

    private static double Number(CanonicalValue value) =>
        value switch
        {
            CanonicalValue.Float number => number.Value,
            CanonicalValue.Decimal number => (double)number.Value,
            // Parsed as a double at once: a whole number may have a million digits.
            CanonicalValue.Integer number => double.Parse(number.Digits, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException("not a number", nameof(value)),
        };

    private static string Key(CanonicalValue value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static string Show(CanonicalValue value)
    {
        const int Shown = 80;
        var text = Key(value);
        return text.Length > Shown ? text[..Shown] + "…" : text;
    }

    // Unambiguous, because it is also a key: strings are quoted with their length implied by escapes of the quote.
    private static void Write(CanonicalValue value, StringBuilder text)
    {
        _ = value switch
        {
            CanonicalValue.Null => text.Append("null"),
            CanonicalValue.Bool b => text.Append(b.Value ? "true" : "false"),
            CanonicalValue.Integer i => text.Append(i.Digits),
            CanonicalValue.Float f => text.Append(f.Value.ToString("R", CultureInfo.InvariantCulture)).Append('d'),
            CanonicalValue.Decimal m => text.Append(m.Value.ToString(CultureInfo.InvariantCulture)).Append('m'),
            CanonicalValue.Char c => Quoted(text, c.Value, '\''),
            CanonicalValue.Text t => Quoted(text, t.Value, '"'),
            CanonicalValue.Enum e => text.Append(e.Name),
            CanonicalValue.Tuple t => Sequence(text, '(', t.Items, ')'),
            CanonicalValue.List l => Sequence(text, '[', l.Items, ']'),
            CanonicalValue.Set s => Sequence(text, '{', s.Items, '}'),
            CanonicalValue.Dictionary d => Sequence(text.Append("dictionary "), '{', d.Pairs, '}'),
            CanonicalValue.Object o => WriteMembers(text, o),
            CanonicalValue.Opaque x => Quoted(text.Append(x.Type).Append(' '), x.Value, '"'),
            _ => text,
        };
    }

    private static StringBuilder WriteMembers(StringBuilder text, CanonicalValue.Object value)
    {
        text.Append(value.Type).Append(" {");
        foreach (var (name, member) in value.Members)
        {
            text.Append(' ').Append(name).Append(" = ");
            Write(member, text);
            text.Append(';');
        }

        return text.Append(" }");
    }

    private static StringBuilder Sequence(
        StringBuilder text,
        char open,
        IReadOnlyList<CanonicalValue> items,
        char close
    )
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(items[i], text);
        }

        return text.Append(close);
    }

    private static StringBuilder Quoted(StringBuilder text, string value, char quote)
    {
        text.Append(quote);
        foreach (var c in value)
        {
            if (c == quote || c == '\\')
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.Append(quote);
    }

    private static string Counts(int actual, int expected, List<string> path, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{Place(path)}{actual} {what}, expected {expected}");

    private static string Place(List<string> path) => path.Count == 0 ? "" : $"at {string.Concat(path)}: ";
}
