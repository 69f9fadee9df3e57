using System.Buffers.Text;
using System.Text;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>Appends UTF-8 to a fixed place and refuses what does not fit.</summary>
internal ref struct ByteSink(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Raw(scoped ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    public void Integer(long value)
    {
        Span<byte> digits = stackalloc byte[24];
        Utf8Formatter.TryFormat(value, digits, out var length);
        Raw(digits[..length]);
    }

    /// <summary>Writes text that needs no escape.</summary>
    public void Ascii(string value) => Encoding.ASCII.GetBytes(value, Reserve(value.Length));

    /// <summary>Writes a JSON string: UTF-8, with escapes for what JSON demands and for lone surrogates.</summary>
    public void Text(scoped ReadOnlySpan<char> value)
    {
        Byte((byte)'"');
        while (!value.IsEmpty)
        {
            var plain = 0;
            while (plain < value.Length && IsPlain(value[plain]))
            {
                plain++;
            }

            if (plain > 0)
            {
                Encoding.UTF8.GetBytes(value[..plain], Reserve(Encoding.UTF8.GetByteCount(value[..plain])));
                value = value[plain..];
                continue;
            }

            if (value.Length > 1 && char.IsSurrogatePair(value[0], value[1]))
            {
                Encoding.UTF8.GetBytes(value[..2], Reserve(4));
                value = value[2..];
                continue;
            }

            Escape(value[0]);
            value = value[1..];
        }

        Byte((byte)'"');
    }

    private static bool IsPlain(char c) => c >= ' ' && c != '"' && c != '\\' && !char.IsSurrogate(c) && c != '\u007f';

    private void Escape(char c)
    {
        if (c is '"' or '\\')
        {
            Byte((byte)'\\');
            Byte((byte)c);
            return;
        }

        var place = Reserve(6);
        place[0] = (byte)'\\';
        place[1] = (byte)'u';
        Utf8Formatter.TryFormat((uint)c, place[2..], out _, new System.Buffers.StandardFormat('X', 4));
    }

    private Span<byte> Reserve(int count)
    {
        if (_target.Length - Length < count)
        {
            throw new ValueTooLargeException();
        }

        var place = _target.Slice(Length, count);
        Length += count;
        return place;
    }
}

/// <summary>A value has more bytes, elements or levels than a canonical value may.</summary>
internal sealed class ValueTooLargeException : Exception;

/// <summary>A value contains itself.</summary>
internal sealed class ValueCyclicException : Exception;

/// <summary>A value has no canonical form.</summary>
internal sealed class ValueUnsupportedException : Exception;
