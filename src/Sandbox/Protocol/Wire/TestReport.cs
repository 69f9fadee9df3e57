namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>How a test's process ended, as seen from outside it.</summary>
public enum TestEnd : byte
{
    /// <summary>It exited; see the exit code.</summary>
    Exited = 1,

    /// <summary>A signal ended it; see the signal.</summary>
    Signaled = 2,

    /// <summary>Killed for wall-clock time.</summary>
    WallLimit = 3,

    /// <summary>Killed for CPU time.</summary>
    CpuLimit = 4,

    /// <summary>Killed for memory, or it ended with an out-of-memory exception at its limit.</summary>
    MemoryLimit = 5,

    /// <summary>Killed for too much output.</summary>
    OutputLimit = 6,

    /// <summary>The box could not run it: not the submission's doing.</summary>
    BoxFailure = 7,
}

/// <summary>What happened to the value of a call.</summary>
public enum ValueState : byte
{
    /// <summary>No value: the test has none, or the process ended before it came.</summary>
    None = 0,

    /// <summary>A canonical value.</summary>
    Returned = 1,

    /// <summary>The call threw; the message says what.</summary>
    Threw = 2,

    /// <summary>The value is too large or too deep.</summary>
    TooLarge = 3,

    /// <summary>The value contains itself.</summary>
    Cyclic = 4,

    /// <summary>The value has no canonical form (a pointer, a delegate, a stream).</summary>
    Unsupported = 5,
}

/// <summary>Facts about one test.</summary>
public sealed record TestReport
{
    /// <summary>Position in the request.</summary>
    public required int Index { get; init; }

    /// <summary>How it ended.</summary>
    public required TestEnd End { get; init; }

    /// <summary>Exit code for <see cref="TestEnd.Exited"/>.</summary>
    public int ExitCode { get; init; }

    /// <summary>Signal for <see cref="TestEnd.Signaled"/>.</summary>
    public int Signal { get; init; }

    /// <summary>Wall-clock time in microseconds.</summary>
    public long WallMicros { get; init; }

    /// <summary>CPU time in microseconds.</summary>
    public long CpuMicros { get; init; }

    /// <summary>Peak resident size in bytes beyond the supervisor's own.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Standard output up to the limit.</summary>
    public byte[] Stdout { get; init; } = [];

    /// <summary>Standard error up to 64 KiB.</summary>
    public byte[] Stderr { get; init; } = [];

    /// <summary>What happened to the value.</summary>
    public ValueState Value { get; init; }

    /// <summary>The canonical value (see <see cref="CanonicalFormat"/>) or, for <see cref="ValueState.Threw"/>, the exception's text; UTF-8.</summary>
    public byte[] ValueBytes { get; init; } = [];

    /// <summary>Whether the cold lane gave this report.</summary>
    public bool ColdLane { get; init; }

    /// <summary>The payload.</summary>
    public byte[] Encode()
    {
        var writer = new PayloadWriter(Stdout.Length + Stderr.Length + ValueBytes.Length + 128);
        Write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>Appends the payload.</summary>
    public void Write(PayloadWriter writer)
    {
        writer.Int32(Index);
        writer.Byte((byte)End);
        writer.Int32(ExitCode);
        writer.Int32(Signal);
        writer.Int64(WallMicros);
        writer.Int64(CpuMicros);
        writer.Int64(PeakBytes);
        writer.Bytes(Stdout);
        writer.Bytes(Stderr);
        writer.Byte((byte)Value);
        writer.Bytes(ValueBytes);
        writer.Bool(ColdLane);
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="InvalidDataException">It is no report.</exception>
    public static TestReport Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        return new TestReport
        {
            Index = reader.Int32(),
            End = (TestEnd)reader.Byte(),
            ExitCode = reader.Int32(),
            Signal = reader.Int32(),
            WallMicros = reader.Int64(),
            CpuMicros = reader.Int64(),
            PeakBytes = reader.Int64(),
            Stdout = reader.Bytes(),
            Stderr = reader.Bytes(),
            Value = (ValueState)reader.Byte(),
            ValueBytes = reader.Bytes(),
            ColdLane = reader.Bool(),
        };
    }
}

/// <summary>The end of a submission's run.</summary>
public sealed record RunDone
{
    /// <summary>Whether the box may take another submission; false asks for a replacement.</summary>
    public required bool Reusable { get; init; }

    /// <summary>How many processes were still alive after the last test and were killed.</summary>
    public int Leftovers { get; init; }

    /// <summary>Fetched files.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>The payload.</summary>
    public byte[] Encode()
    {
        var writer = new PayloadWriter(256);
        writer.Bool(Reusable);
        writer.Int32(Leftovers);
        writer.List(
            Files,
            static (w, f) =>
            {
                w.String(f.Name);
                w.Bytes(f.Content);
            }
        );
        return writer.Written.ToArray();
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public static RunDone Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var reusable = reader.Bool();
        var leftovers = reader.Int32();
        var files = new DataFile[reader.Count()];
        for (var i = 0; i < files.Length; i++)
        {
            files[i] = new DataFile(reader.String(), reader.Bytes());
        }

        return new RunDone
        {
            Reusable = reusable,
            Leftovers = leftovers,
            Files = files,
        };
    }
}
