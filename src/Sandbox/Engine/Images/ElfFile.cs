using System.Buffers.Binary;
using System.Text;

namespace R1Code.Sandbox.Images;

/// <summary>
/// Reads from a 64-bit little-endian ELF file the two facts that decide what else must lie beside it: its loader
/// (<c>PT_INTERP</c>) and the libraries it names (<c>DT_NEEDED</c>). Reads nothing else and runs nothing.
/// </summary>
internal sealed record ElfFile(string? Interpreter, IReadOnlyList<string> Needed)
{
    private const int ProgramLoad = 1;
    private const int ProgramDynamic = 2;
    private const int ProgramInterpreter = 3;
    private const long TagNeeded = 1;
    private const long TagStringTable = 5;

    private static readonly ElfFile Nothing = new(null, []);

    /// <summary>What <paramref name="path"/> asks for; nothing when it is no ELF file.</summary>
    public static ElfFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 64 || !bytes.AsSpan(0, 4).SequenceEqual("\u007fELF"u8) || bytes[4] != 2 || bytes[5] != 1)
        {
            return Nothing;
        }

        var headers = ProgramHeaders(bytes).ToList();
        var interpreter = headers
            .Where(h => h.Type == ProgramInterpreter)
            .Select(h => Text(bytes, h.Offset))
            .FirstOrDefault();
        var dynamic = headers.FirstOrDefault(h => h.Type == ProgramDynamic);
        if (dynamic is null)
        {
            return new ElfFile(interpreter, []);
        }

        var entries = DynamicEntries(bytes, dynamic).ToList();
        var tableAddress = entries.First(e => e.Tag == TagStringTable).Value;
        var table = FileOffset(headers, tableAddress);
        return new ElfFile(
            interpreter,
            [.. entries.Where(e => e.Tag == TagNeeded).Select(e => Text(bytes, table + e.Value))]
        );
    }

    private static IEnumerable<ProgramHeader> ProgramHeaders(byte[] bytes)
    {
        var start = Int64(bytes, 0x20);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(0x36));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(0x38));
        for (var i = 0; i < count; i++)
        {
            var at = start + ((long)i * size);
            var type = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(checked((int)at)));
            yield return new ProgramHeader(type, Int64(bytes, at + 8), Int64(bytes, at + 16), Int64(bytes, at + 32));
        }
    }

    private static IEnumerable<(long Tag, long Value)> DynamicEntries(byte[] bytes, ProgramHeader dynamic)
    {
        for (var at = dynamic.Offset; at + 16 <= dynamic.Offset + dynamic.Size; at += 16)
        {
            var tag = Int64(bytes, at);
            if (tag == 0)
            {
                yield break;
            }

            yield return (tag, Int64(bytes, at + 8));
        }
    }

    // Dynamic entries hold addresses in memory; the segment that maps the address says where it is in the file.
    private static long FileOffset(IEnumerable<ProgramHeader> headers, long address)
    {
        var segment = headers.First(h => h.Type == ProgramLoad && address >= h.Address && address < h.Address + h.Size);
        return address - segment.Address + segment.Offset;
    }

    private static long Int64(byte[] bytes, long at) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(checked((int)at)));

    private static string Text(byte[] bytes, long at)
    {
        var rest = bytes.AsSpan(checked((int)at));
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private sealed record ProgramHeader(int Type, long Offset, long Address, long Size);
}
