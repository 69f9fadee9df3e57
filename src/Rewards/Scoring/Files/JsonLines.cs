using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace R1Code.Rewards.Files;

/// <summary>
/// Reads a file with one JSON object a line, plain or gzip (told by its first bytes, not by its name), without holding more
/// than one line. What is no object is noted as a fault and skipped.
/// </summary>
internal static class JsonLines
{
    private const int MaxLineBytes = 256 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The objects with their line numbers. Each element is valid until the next is asked for.</summary>
    public static IEnumerable<(int Line, JsonElement Value)> Read(string path, FaultList faults)
    {
        using var stream = Open(path, faults);
        if (stream is null)
        {
            yield break;
        }

        var number = 0;
        foreach (var bytes in Lines(stream, faults))
        {
            number++;
            using var document = Parse(bytes, number, faults);
            if (document is not null)
            {
                yield return (number, document.RootElement);
            }
        }
    }

    /// <summary>The file as one object over several lines; null when it is anything else, such as lines of objects.</summary>
    public static JsonDocument? ReadWhole(string path)
    {
        var faults = new FaultList(path);
        using var stream = Open(path, faults);
        try
        {
            var document = stream is null ? null : JsonDocument.Parse(stream);
            if (document is { RootElement.ValueKind: not JsonValueKind.Object })
            {
                document.Dispose();
                return null;
            }

            return document;
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidDataException)
        {
            return null; // reading it as lines says what is wrong, with the line
        }
    }

    private static Stream? Open(string path, FaultList faults)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(0, null, "there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(0, null, $"cannot be read: {e.Message}");
        }

        return null;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream stream, FaultList faults)
    {
        var buffer = new byte[1 << 16];
        int start = 0,
            end = 0,
            line = 0;
        while (true)
        {
            var newLine = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (newLine >= 0)
            {
                line++;
                yield return buffer.AsMemory(start, newLine - start);
                start = newLine + 1;
                continue;
            }

            if (end - start >= MaxLineBytes)
            {
                faults.Add(line + 1, null, $"the line is longer than {MaxLineBytes >> 20} MiB");
                yield break;
            }

            Array.Copy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = ReadSome(stream, buffer.AsSpan(end), line + 1, faults);
            if (read <= 0)
            {
                break;
            }

            end += read;
        }

        if (end > start)
        {
            yield return buffer.AsMemory(start, end - start);
        }
    }

    private static int ReadSome(Stream stream, Span<byte> into, int line, FaultList faults)
    {
        try
        {
            return stream.Read(into);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add(line, null, $"cannot be read further: {e.Message}");
            return -1;
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, int line, FaultList faults)
    {
        if (line == 1 && bytes.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            var text = StrictUtf8.GetString(bytes.Span);
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            faults.Add(line, null, "expected one JSON object on this line");
        }
        catch (DecoderFallbackException)
        {
            faults.Add(line, null, "not valid UTF-8");
        }
        catch (JsonException e)
        {
            var at = e.BytePositionInLine is { } position ? $" at byte {position + 1}" : "";
            faults.Add(line, null, $"not valid JSON{at}: {FirstSentence(e.Message)}");
        }

        return null;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
