using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// Checks JSON against the records it will become and says, for every fault, which key, what was found and what would be
/// right. The serializer stops at the first fault and names .NET types; people who write files need more.
/// </summary>
internal static class JsonShape
{
    /// <summary>Strict, with every enum as a snake_case word.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Appends what is wrong with <paramref name="json"/> as a <paramref name="type"/>.</summary>
    /// <param name="type">The record it will become.</param>
    /// <param name="json">The value found.</param>
    /// <param name="path">Its key, for messages; empty at the top.</param>
    /// <param name="faults">Gets one entry per fault, with its key and reason.</param>
    /// <param name="alsoKnown">Keys of the top object that someone else reads.</param>
    public static void Check(
        Type type,
        JsonElement json,
        string path,
        List<ShapeFault> faults,
        params IReadOnlyList<string> alsoKnown
    )
    {
        var info = Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        if (info.Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(info, json, path, faults, alsoKnown);
        }
        else if (info.Kind == JsonTypeInfoKind.Enumerable && json.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var element in json.EnumerateArray())
            {
                Check(info.ElementType!, element, $"{path}[{index++}]", faults);
            }
        }
        else if (!IsReadable(type, json))
        {
            faults.Add(new ShapeFault(path, $"expected {Describe(type)}, found {Shorten(json)}"));
        }
    }

    private static void CheckObject(
        JsonTypeInfo info,
        JsonElement json,
        string path,
        List<ShapeFault> faults,
        IReadOnlyList<string> alsoKnown
    )
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ShapeFault(path, $"expected an object, found {Shorten(json)}"));
            return;
        }

        var known = info.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var name = NameOf(member);
            var key = path.Length == 0 ? name : $"{path}.{name}";
            if (!seen.Add(name))
            {
                faults.Add(new ShapeFault(key, "given twice"));
            }
            else if (known.TryGetValue(name, out var property))
            {
                CheckMember(property, member.Value, key, faults);
            }
            else if (!alsoKnown.Contains(name))
            {
                var names = known.Keys.Concat(alsoKnown).Order(StringComparer.Ordinal);
                faults.Add(new ShapeFault(key, $"unknown key; known: {string.Join(", ", names)}"));
            }
        }

        faults.AddRange(
            info.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name))
                .Select(p => new ShapeFault(path.Length == 0 ? p.Name : $"{path}.{p.Name}", "missing"))
        );
    }

    private static void CheckMember(JsonPropertyInfo property, JsonElement value, string key, List<ShapeFault> faults)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            Check(property.PropertyType, value, key, faults);
        }
        else if (!property.IsSetNullable || (property.PropertyType.IsValueType && !IsNullable(property.PropertyType)))
        {
            faults.Add(new ShapeFault(key, $"expected {Describe(property.PropertyType)}, found null"));
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        // An escaped half of a surrogate pair.
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static bool IsNullable(Type type) => Nullable.GetUnderlyingType(type) is not null;

    private static bool IsReadable(Type type, JsonElement json)
    {
        try
        {
            return json.Deserialize(type, Options)
                is not double.NaN
                    and not double.PositiveInfinity
                    and not double.NegativeInfinity;
        }
        // The three ways the serializer says that a value is of another type or out of range.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static string Describe(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
            return $"one of {string.Join(", ", names)}";
        }

        return type == typeof(bool) ? "true or false"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(double) ? "a number"
            : type == typeof(string) ? "a text"
            : "a list";
    }

    private static string Shorten(JsonElement json)
    {
        var text = json.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(R1Json.Strict);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>One thing wrong with a JSON value.</summary>
/// <param name="Key">Where, as <c>tests[2].input</c>.</param>
/// <param name="Reason">What, and what would be right.</param>
internal sealed record ShapeFault(string Key, string Reason);
