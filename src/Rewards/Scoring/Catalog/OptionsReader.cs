using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// Reads an options record from JSON and says, for every fault, which key, what was found and what would be right: messages
/// that the serializer's own do not give.
/// </summary>
internal static class OptionsReader
{
    // Not an option of a function: the set reads it.
    private const string WeightKey = "weight";

    private static readonly JsonSerializerOptions Json = CreateJson();

    /// <summary>The options, or null after faults were appended.</summary>
    public static TOptions? Read<TOptions>(JsonElement? json, string path, List<string> faults)
        where TOptions : class, IRewardOptions, new()
    {
        var before = faults.Count;
        var known = Json.GetTypeInfo(typeof(TOptions)).Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var accepted = new JsonObject();
        foreach (
            var member in json is { ValueKind: JsonValueKind.Object } o
                ? [.. o.EnumerateObject()]
                : Array.Empty<JsonProperty>()
        )
        {
            if (member.Name == WeightKey)
            {
                continue;
            }

            if (!known.TryGetValue(member.Name, out var property))
            {
                faults.Add($"{path}.{member.Name}: unknown option; known: {string.Join(", ", Known(known.Keys))}");
            }
            else if (accepted.ContainsKey(member.Name))
            {
                faults.Add($"{path}.{member.Name}: given twice");
            }
            else if (TypeFault(property, member.Value) is { } fault)
            {
                faults.Add($"{path}.{member.Name}: {fault}");
            }
            else
            {
                accepted[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }

        if (faults.Count > before)
        {
            return null;
        }

        var options = accepted.Deserialize<TOptions>(Json) ?? new TOptions();
        faults.AddRange(options.Faults().Select(f => $"{path}.{f}"));
        return faults.Count > before ? null : options;
    }

    private static IEnumerable<string> Known(IEnumerable<string> names) =>
        names.Append(WeightKey).Order(StringComparer.Ordinal);

    private static string? TypeFault(JsonPropertyInfo property, JsonElement value)
    {
        try
        {
            var read = value.Deserialize(property.PropertyType, Json);
            return read switch
            {
                double number when !double.IsFinite(number) => $"expected a finite number, found {value.GetRawText()}",
                null
                    when Nullable.GetUnderlyingType(property.PropertyType) is null && property.IsGetNullable is false =>
                    $"expected {Describe(property.PropertyType)}, found null",
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return $"expected {Describe(property.PropertyType)}, found {Shorten(value.GetRawText())}";
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

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions(R1Json.Strict);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
