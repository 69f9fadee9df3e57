using System.Buffers.Binary;
using System.Text;

namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>
/// Reads what <see cref="PayloadWriter"/> wrote. The peer may be hostile: every length is checked against what is left,
/// and anything off is an <see cref="InvalidDataException"/>.
/// </summary>
public ref struct PayloadReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the payload's first byte.</summary>
    public PayloadReader(ReadOnlySpan<byte> payload) => _rest = payload;

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads one byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads a boolean.</summary>
    public bool Bool() => Byte() != 0;

    /// <summary>Reads four bytes.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>Reads eight bytes.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>Reads a length and that many bytes, as a copy.</summary>
    public byte[] Bytes() => Span().ToArray();

    /// <summary>Reads a length and that many bytes, as a view of the payload.</summary>
    public ReadOnlySpan<byte> Span() => Take(Int32());

    /// <summary>Reads UTF-8 or null. Invalid UTF-8 becomes U+FFFD.</summary>
    public string? NullableString()
    {
        var length = Int32();
        return length == -1 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>Reads UTF-8 that may not be null.</summary>
    public string String() => NullableString() ?? throw new InvalidDataException("a string that must be there is null");

    /// <summary>Reads a count of items, each at least one byte long.</summary>
    public int Count()
    {
        var count = Int32();
        return count >= 0 && count <= _rest.Length
            ? count
            : throw new InvalidDataException($"a list of {count} items in {_rest.Length} bytes");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException($"{count} bytes asked for, {_rest.Length} left");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
