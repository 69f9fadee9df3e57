using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// JSON that is kept as JSON is checked when it is read: the library takes half a surrogate pair or the same key twice
/// and throws only where somebody looks at it later, when it is no longer the caller's fault.
/// </summary>
internal static class CheckedJson
{
    /// <summary>Null for what is no JSON, or JSON with such a fault.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text, JsonText.Options);
        }
        catch (JsonException)
        {
            return null; // The caller names the field that holds the text.
        }
    }

    private static JsonElement Read(ref Utf8JsonReader reader)
    {
        var element = JsonElement.ParseValue(ref reader);
        try
        {
            Check(element);
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("A text holds half of a surrogate pair.", fault);
        }

        return element;
    }

    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                {
                    if (!names.Add(property.Name))
                    {
                        throw new JsonException("An object has the same key twice.");
                    }

                    Check(property.Value);
                }

                break;
        }
    }

    internal sealed class ElementConverter : JsonConverter<JsonElement>
    {
        public override JsonElement Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => CheckedJson.Read(ref reader);

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
            value.WriteTo(writer);
    }

    internal sealed class ObjectConverter : JsonConverter<JsonObject>
    {
        public override JsonObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            CheckedJson.Read(ref reader) is { ValueKind: JsonValueKind.Object } element
                ? JsonObject.Create(element)!
                : throw new JsonException("An object is expected.");

        public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) =>
            value.WriteTo(writer, options);
    }
}
