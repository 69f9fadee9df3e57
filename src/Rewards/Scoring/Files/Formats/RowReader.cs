using System.Text.Json;

namespace R1Code.Rewards.Files.Formats;

/// <summary>Reads the fields of a foreign row, whose authors did not always agree on types.</summary>
internal static class RowReader
{
    /// <summary>A field with one of these names that is present and not null.</summary>
    public static JsonElement? Field(JsonElement row, params ReadOnlySpan<string> names)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in names)
        {
            if (row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A text field; numbers are taken as they are written.</summary>
    public static string? Text(JsonElement row, params ReadOnlySpan<string> names) =>
        Field(row, names) switch
        {
            { ValueKind: JsonValueKind.String } text => TextOf(text),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public static IReadOnlyList<string> Texts(JsonElement row, string name) =>
        Field(row, name) switch
        {
            { ValueKind: JsonValueKind.Array } list =>
            [
                .. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => TextOf(e) ?? ""),
            ],
            { ValueKind: JsonValueKind.String } text => [TextOf(text) ?? ""],
            _ => [],
        };

    /// <summary>A number; null where there is none.</summary>
    public static double? Number(JsonElement row, string name) =>
        Field(row, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value)
            ? value
            : null;

    /// <summary>An object or list that may have been stored as JSON inside a text, as tables do.</summary>
    public static JsonElement? Structure(JsonElement row, params ReadOnlySpan<string> names)
    {
        var value = Field(row, names);
        return value is { ValueKind: JsonValueKind.String } text ? Parse(TextOf(text) ?? "") : value;
    }

    /// <summary>The JSON of a text; null where it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The elements of a list; none for anything else.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        // An escaped half of a surrogate pair.
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
