using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Checkpoints;

/// <summary>Writes safetensors files, tensors in the order of their names as other writers have them.</summary>
public static class SafetensorsWriter
{
    private const long CopyElements = 1 << 26;

    /// <summary>Writes a file atomically. Returns its SHA-256.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="type">The type floating-point tensors are written in; null for their own.</param>
    /// <param name="metadata">Notes for the header; null for the usual <c>format: pt</c>.</param>
    /// <exception cref="IOException">The disk is full or the folder not writable; an older file is untouched.</exception>
    public static string Write(
        string path,
        IEnumerable<KeyValuePair<string, Tensor>> tensors,
        ScalarType? type = null,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        var ordered = tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal).ToArray();
        var header = Header(ordered, type, metadata ?? new Dictionary<string, string> { ["format"] = "pt" });
        return DurableFile.Write(
            path,
            stream =>
            {
                stream.Write(BitConverter.GetBytes((long)header.Length));
                stream.Write(header);
                foreach (var (_, tensor) in ordered)
                {
                    WriteData(stream, tensor, StoredType(tensor, type));
                }
            }
        );
    }

    /// <summary>How many bytes a tensor takes in the file.</summary>
    internal static long BytesOf(Tensor tensor, ScalarType? type) =>
        tensor.numel() * SafetensorsEntry.SizeOf(StoredType(tensor, type));

    private static ScalarType StoredType(Tensor tensor, ScalarType? type) =>
        type is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;

    private static byte[] Header(
        KeyValuePair<string, Tensor>[] tensors,
        ScalarType? type,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("__metadata__");
            JsonSerializer.Serialize(json, metadata);
            long offset = 0;
            foreach (var (name, tensor) in tensors)
            {
                var end = offset + BytesOf(tensor, type);
                json.WritePropertyName(name);
                json.WriteStartObject();
                json.WriteString("dtype", SafetensorsEntry.NameOf(StoredType(tensor, type)));
                json.WritePropertyName("shape");
                JsonSerializer.Serialize(json, tensor.shape);
                json.WritePropertyName("data_offsets");
                JsonSerializer.Serialize(json, new[] { offset, end });
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of eight, so that mapped data is aligned.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteData(Stream stream, Tensor tensor, ScalarType type)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var flat = tensor.detach().contiguous().view(-1);
        for (long start = 0; start < flat.numel(); start += CopyElements)
        {
            using var part = NewDisposeScope();
            var chunk = flat.narrow(0, start, Math.Min(CopyElements, flat.numel() - start)).to(type).cpu();
            stream.Write(chunk.bytes);
        }
    }
}
