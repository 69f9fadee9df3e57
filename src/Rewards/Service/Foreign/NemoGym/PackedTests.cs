using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Hosting;

namespace R1Code.Rewards.Service.Foreign.NemoGym;

/// <summary>
/// Unit tests as NeMo Gym's data sets pack them: <c>packed</c> holds base64 of zlib of <c>{inputs, outputs}</c>, and
/// <c>fn_name</c> stands beside it. Unpacking ends at a bound, whatever the text promises to become.
/// </summary>
internal static class PackedTests
{
    private const int MostBytes = 64 << 20;

    /// <summary>The tests themselves, those that are not packed included; otherwise what is wrong.</summary>
    public static (JsonObject? Tests, string? Fault) Unpacked(JsonObject given)
    {
        if (!given.TryGetPropertyValue("packed", out var packed))
        {
            return (given, null);
        }

        if (packed is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            return (null, "must be a text");
        }

        var (bytes, fault) = Inflated(text);
        if (bytes is null)
        {
            return (null, fault);
        }

        if (Read(bytes) is not { } tests)
        {
            return (null, "does not hold {inputs, outputs} as JSON");
        }

        tests["fn_name"] = given["fn_name"]?.DeepClone();
        return (tests, null);
    }

    private static (byte[]? Bytes, string? Fault) Inflated(string text)
    {
        var compressed = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(text, compressed, out var length))
        {
            return (null, "is not base64");
        }

        using var source = new MemoryStream(compressed, 0, length);
        using var inflated = new ZLibStream(source, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        try
        {
            for (int read; (read = inflated.Read(buffer)) > 0; )
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MostBytes)
                {
                    return (null, $"unpacks to more than {MostBytes >> 20} MiB");
                }
            }
        }
        catch (InvalidDataException)
        {
            return (null, "is not zlib"); // Damaged, or packed by something else: the caller names the field.
        }

        return (bytes.ToArray(), null);
    }

    private static JsonObject? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonObject>(json, JsonText.Options);
        }
        catch (JsonException)
        {
            return null; // The caller names the field.
        }
    }
}
