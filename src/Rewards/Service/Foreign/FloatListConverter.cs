using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>Writes 1 as 1.0: in Python the one is an integer and the other a float, and so are the tensors made of them.</summary>
internal sealed class FloatListConverter : JsonConverter<IReadOnlyList<double>>
{
    public static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") >= 0 ? text : text + ".0";
    }

    public override IReadOnlyList<double> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => throw new NotSupportedException("Answers are only written.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value)
        {
            writer.WriteRawValue(Text(number));
        }

        writer.WriteEndArray();
    }
}
