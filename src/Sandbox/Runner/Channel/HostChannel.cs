using System.Buffers.Binary;
using System.Diagnostics;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Channel;

/// <summary>Frames to and from the host on two descriptors, through memory that children do not get.</summary>
internal sealed unsafe class HostChannel(int input, int output)
{
    private readonly PrivateMemory _incoming = new();
    private readonly PrivateMemory _outgoing = new();
    private bool _open;
    private long _frameStart;
    private long _heldSince;

    // Reports of quick tests leave together: on the way to the host each message wakes three processes, which then compete
    // with the next test for the processor. A host waits at most this long, and the running test, for what is held.
    private const int HeldBytes = 64 * 1024;
    private static readonly TimeSpan HeldTime = TimeSpan.FromMilliseconds(30);

    /// <summary>The payload of the frame that was read last. Valid until the next read.</summary>
    public PrivateMemory Payload => _incoming;

    /// <summary>Reads the next frame into <see cref="Payload"/>; null at the end of input.</summary>
    /// <exception cref="InvalidDataException">The header is no header, or the stream ended inside a frame.</exception>
    public FrameKind? Read()
    {
        _incoming.Clear();
        Span<byte> header = stackalloc byte[Frame.HeaderLength];
        var got = Fill(header);
        if (got == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (got < Frame.HeaderLength || length is < 0 or > Frame.MaxPayload)
        {
            throw new InvalidDataException($"{got} header bytes that announce {length} bytes: no frame");
        }

        if (Fill(_incoming.Append(length)) < length)
        {
            throw new InvalidDataException($"the input ended inside a frame of {length} bytes");
        }

        return (FrameKind)header[4];
    }

    /// <summary>Sends a payload that was made elsewhere.</summary>
    public void Send(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        var frame = Begin(kind);
        payload.CopyTo(frame.Append(payload.Length));
        End();
    }

    /// <summary>Opens a frame; its payload is what is appended until <see cref="End"/>.</summary>
    public PrivateMemory Begin(FrameKind kind)
    {
        if (_open)
        {
            throw new InvalidOperationException("a frame is being written already");
        }

        _open = true;
        _frameStart = _outgoing.Length;
        if (_frameStart == 0)
        {
            _heldSince = Stopwatch.GetTimestamp();
        }

        _outgoing.Append(Frame.HeaderLength)[4] = (byte)kind;
        return _outgoing;
    }

    /// <summary>Sends the frame that was opened, and those held before it.</summary>
    public void End()
    {
        Close();
        Sys.Must("write to the host", Sys.WriteAll(output, _outgoing.Written));
        _outgoing.Clear();
    }

    /// <summary>Ends the frame that was opened, and sends it with a later one unless much or old is held already.</summary>
    public void Hold()
    {
        if (_outgoing.Length > HeldBytes || Stopwatch.GetElapsedTime(_heldSince) > HeldTime)
        {
            End();
        }
        else
        {
            Close();
        }
    }

    private void Close()
    {
        _open = false;
        var length = (int)(_outgoing.Length - _frameStart) - Frame.HeaderLength;
        BinaryPrimitives.WriteInt32LittleEndian(_outgoing.From(_frameStart), length);
    }

    /// <summary>Says something to people, on standard error. The console class is not used: it would start a thread.</summary>
    public static void Log(string text) => Sys.WriteAll(2, System.Text.Encoding.UTF8.GetBytes($"runner: {text}\n"));

    private int Fill(Span<byte> buffer)
    {
        var filled = 0;
        fixed (byte* start = buffer)
        {
            while (filled < buffer.Length)
            {
                var got = Sys.Must("read from the host", Sys.Read(input, start + filled, buffer.Length - filled));
                if (got == 0)
                {
                    break;
                }

                filled += (int)got;
            }
        }

        return filled;
    }
}
