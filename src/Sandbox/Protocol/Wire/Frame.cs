using System.Buffers.Binary;

namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>What a frame carries.</summary>
public enum FrameKind : byte
{
    /// <summary>Box to host, once after start: ready, with a <see cref="BoxHello"/>.</summary>
    Hello = 1,

    /// <summary>Host to compiler: a <see cref="CompileRequest"/>.</summary>
    Compile = 2,

    /// <summary>Compiler to host: a <see cref="CompileReply"/>.</summary>
    Compiled = 3,

    /// <summary>Host to runner: a <see cref="RunRequest"/>.</summary>
    Run = 4,

    /// <summary>Runner to host: one <see cref="TestReport"/>, as soon as the test ended.</summary>
    Report = 5,

    /// <summary>Runner to host: a <see cref="RunDone"/> after the last test, when the box is clean again.</summary>
    Done = 6,

    /// <summary>Host to box: answer with <see cref="Pong"/>.</summary>
    Ping = 7,

    /// <summary>Box to host: alive.</summary>
    Pong = 8,
}

/// <summary>
/// One message on a box's standard streams: four bytes length of the payload (little-endian), one byte kind, payload.
/// Nothing else is ever written to those streams; diagnostics go to standard error.
/// </summary>
public readonly record struct Frame(FrameKind Kind, byte[] Payload)
{
    /// <summary>Largest payload that is accepted: 256 MiB.</summary>
    public const int MaxPayload = 256 * 1024 * 1024;

    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = 5;

    /// <summary>Reads one frame, or null at a clean end of the stream.</summary>
    /// <exception cref="InvalidDataException">The header is no header.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a frame.</exception>
    public static async ValueTask<Frame?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var got = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (got == 0)
        {
            return null;
        }

        if (got < HeaderLength)
        {
            throw new EndOfStreamException($"{got} of {HeaderLength} header bytes");
        }

        var payload = new byte[CheckedLength(header)];
        await stream.ReadExactlyAsync(payload, cancellationToken);
        return new Frame((FrameKind)header[4], payload);
    }

    /// <summary>Reads one frame, blocking; null at a clean end of the stream.</summary>
    public static Frame? Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var got = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (got == 0)
        {
            return null;
        }

        if (got < HeaderLength)
        {
            throw new EndOfStreamException($"{got} of {HeaderLength} header bytes");
        }

        var payload = new byte[CheckedLength(header)];
        stream.ReadExactly(payload);
        return new Frame((FrameKind)header[4], payload);
    }

    /// <summary>Header and payload in one buffer, for one write.</summary>
    public static byte[] Encode(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, payload.Length);
        bytes[4] = (byte)kind;
        payload.CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }

    private static int CheckedLength(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length is >= 0 and <= MaxPayload
            ? length
            : throw new InvalidDataException($"a frame of {length} bytes; at most {MaxPayload} are allowed");
    }
}
