using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Lanes;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>
/// Memory shared between supervisor and test for a call's canonical value. There is no descriptor for it, so a
/// submission that writes to every descriptor does not reach it. What stands there is believed as a value only,
/// never as a verdict: whoever forges it forges a wrong answer.
/// </summary>
internal sealed unsafe class ValueArea
{
    private const int HeaderLength = 8;
    private const long Length = HeaderLength + CanonicalFormat.MaxBytes;

    private readonly int _file;
    private readonly byte* _start;

    private ValueArea(int file)
    {
        _file = file;
        _start = Sys.Map(Length, file, shared: true);
    }

    /// <summary>Makes one, in the supervisor.</summary>
    public static ValueArea Create()
    {
        var file = Sys.MemoryFile("value\0"u8);
        Sys.Must("ftruncate", Sys.Do(Call.Ftruncate, file, (nint)Length));
        return new ValueArea(file);
    }

    /// <summary>Opens it from an inherited descriptor, in the cold lane's process.</summary>
    public static ValueArea Open(int file) => new(file);

    /// <summary>The file behind it, for the cold lane.</summary>
    public int File => _file;

    /// <summary>Where the test writes its value's bytes.</summary>
    public Span<byte> Content => new(_start + HeaderLength, CanonicalFormat.MaxBytes);

    /// <summary>Says, in the test, that <paramref name="length"/> bytes of content are the value.</summary>
    public void Publish(ValueState state, int length)
    {
        ((int*)_start)[1] = length;
        Volatile.Write(ref ((int*)_start)[0], (int)state);
    }

    /// <summary>What is said of the value; anything off is no value.</summary>
    public ValueState State
    {
        get
        {
            // Looking at memory that nobody wrote would make a page of it.
            if (Sys.IsHole(_file, Length))
            {
                return ValueState.None;
            }

            var state = ((int*)_start)[0];
            var length = ((int*)_start)[1];
            return state is > 0 and <= (int)ValueState.Unsupported && length is >= 0 and <= CanonicalFormat.MaxBytes
                ? (ValueState)state
                : ValueState.None;
        }
    }

    /// <summary>Whether the content starts with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes) =>
        State != ValueState.None && Content[..((int*)_start)[1]].StartsWith(bytes);

    /// <summary>Forgets the last value and gives its memory back.</summary>
    public void Reset()
    {
        if (!Sys.IsHole(_file, Length))
        {
            Sys.Must("ftruncate", Sys.Do(Call.Ftruncate, _file, 0));
            Sys.Must("ftruncate", Sys.Do(Call.Ftruncate, _file, (nint)Length));
        }
    }

    /// <summary>Appends length and content to a frame.</summary>
    public void CopyOut(PrivateMemory frame) =>
        TestStreams.CopyOut(_file, HeaderLength, Math.Clamp(((int*)_start)[1], 0, CanonicalFormat.MaxBytes), frame);
}
