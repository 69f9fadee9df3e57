using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Trainer.Models;

/// <summary>Token ids that a file writes as one number or as a list.</summary>
internal sealed class OneOrManyConverter : JsonConverter<IReadOnlyList<int>?>
{
    /// <inheritdoc />
    public override IReadOnlyList<int>? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => [reader.GetInt32()],
            JsonTokenType.StartArray => JsonSerializer.Deserialize<int[]>(ref reader, options),
            _ => throw new JsonException("expected a token id or a list of them."),
        };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<int>? value, JsonSerializerOptions options)
    {
        if (value is [var only])
        {
            writer.WriteNumberValue(only);
            return;
        }

        JsonSerializer.Serialize(writer, value?.ToArray(), options);
    }
}
