using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Checkpoints;

/// <summary>
/// A safetensors file, mapped into memory: opening reads the header only, tensors are copied from the page cache straight
/// to where they belong.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private const long LongestHeader = 100_000_000;
    private const long CopyElements = 1 << 28; // a span cannot be longer than 2 GB

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Opens a file and checks its header against its length.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is missing, cut off or no safetensors file.</exception>
    public SafetensorsReader(string path)
    {
        _path = path;
        if (!File.Exists(path))
        {
            throw Fault("the file is missing");
        }

        var length = new FileInfo(path).Length;
        var headerLength = ReadHeaderLength(path, length);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        try
        {
            var header = new byte[headerLength];
            _view.SafeMemoryMappedViewHandle.ReadSpan(8, header.AsSpan());
            ReadHeader(header, 8 + headerLength, length);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    /// <summary>The file's own notes.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new Dictionary<string, string>();

    /// <summary>Fills a tensor of the same shape; the type is converted where it differs.</summary>
    /// <param name="name">Which of the file's tensors.</param>
    /// <param name="target">The tensor to fill.</param>
    /// <exception cref="InvalidDataException">There is no such tensor, or its shape differs.</exception>
    public void CopyTo(string name, Tensor target)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw Fault($"has no tensor \"{name}\"");
        }

        if (!entry.Shape.AsSpan().SequenceEqual(target.shape))
        {
            throw Fault(
                $"tensor \"{name}\" has the shape [{string.Join(", ", entry.Shape)}], the model needs [{string.Join(", ", target.shape)}]"
            );
        }

        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        if (target.device_type == DeviceType.CPU && target.dtype == entry.Type && target.is_contiguous())
        {
            Read(entry, target);
            return;
        }

        var staging = empty(entry.Shape, dtype: entry.Type);
        Read(entry, staging);
        target.copy_(staging);
    }

    /// <summary>One tensor in the file's type, on the CPU.</summary>
    /// <param name="name">Which of the file's tensors.</param>
    public Tensor Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw Fault($"has no tensor \"{name}\"");
        }

        var tensor = empty(entry.Shape, dtype: entry.Type);
        Read(entry, tensor);
        return tensor;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private void Read(SafetensorsEntry entry, Tensor target)
    {
        using var scope = NewDisposeScope();
        var flat = target.detach().view(-1);
        var size = SafetensorsEntry.SizeOf(entry.Type);
        for (long start = 0; start < flat.numel(); start += CopyElements)
        {
            var part = flat.narrow(0, start, Math.Min(CopyElements, flat.numel() - start));
            _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(entry.Offset + start * size), part.bytes);
        }
    }

    private long ReadHeaderLength(string path, long length)
    {
        using var file = File.OpenRead(path);
        var prefix = new byte[8];
        if (file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
        {
            throw Fault("is no safetensors file: shorter than 8 bytes");
        }

        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        return headerLength is > 1 and < LongestHeader && 8 + headerLength <= length
            ? headerLength
            : throw Fault($"is damaged or no safetensors file: a header of {headerLength} bytes in a file of {length}");
    }

    private void ReadHeader(byte[] header, long dataStart, long length)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    Metadata = property.Value.Deserialize<Dictionary<string, string>>()!;
                    continue;
                }

                _entries[property.Name] = ReadEntry(property, dataStart, length);
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{_path}: the header is damaged: {failure.Message}", failure);
        }
    }

    private SafetensorsEntry ReadEntry(JsonProperty property, long dataStart, long length)
    {
        var typeName = property.Value.GetProperty("dtype").GetString()!;
        var type =
            SafetensorsEntry.TypeOf(typeName)
            ?? throw Fault($"tensor \"{property.Name}\" has the unsupported type {typeName}");
        var shape = property.Value.GetProperty("shape").Deserialize<long[]>()!;
        var offsets = property.Value.GetProperty("data_offsets").Deserialize<long[]>()!;
        var entry = new SafetensorsEntry(property.Name, type, shape, dataStart + offsets[0], offsets[1] - offsets[0]);
        if (entry.Length != shape.Aggregate((long)SafetensorsEntry.SizeOf(type), (a, b) => a * b) || offsets[0] < 0)
        {
            throw Fault($"tensor \"{property.Name}\": offsets and shape disagree");
        }

        return entry.Offset + entry.Length <= length
            ? entry
            : throw Fault(
                $"is cut off: tensor \"{property.Name}\" ends at byte {entry.Offset + entry.Length} of {length}"
            );
    }

    private InvalidDataException Fault(string what) => new($"{_path}: {what}.");
}
