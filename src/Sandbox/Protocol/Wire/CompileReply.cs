namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>How a compilation ended, when the compiler lived to tell.</summary>
public enum CompileEnd : byte
{
    /// <summary>There is an assembly.</summary>
    Compiled = 1,

    /// <summary>Errors; see the diagnostics.</summary>
    Failed = 2,

    /// <summary>The guard refused the text.</summary>
    Refused = 3,

    /// <summary>The compiler noticed its own limit in time.</summary>
    TimedOut = 4,

    /// <summary>The problem's part (a call, an expected value, the test program) does not compile by itself: not the submission's fault.</summary>
    BadProblem = 5,
}

/// <summary>How the runner starts the assembly.</summary>
public enum EntryKind : byte
{
    /// <summary>Its own entry point.</summary>
    Main = 1,

    /// <summary>The call table: static class <c>R1CodeCalls</c> in the global namespace with <c>public static object? Call(int index)</c>.</summary>
    CallTable = 2,
}

/// <summary>
/// One assertion of a test program after rewriting. The assembly's call table holds the actual value's expression at
/// <see cref="ActualCall"/>; <see cref="ExpectedExpression"/> is C# text that the host has compiled apart.
/// </summary>
/// <param name="ActualCall">Row of the call table.</param>
/// <param name="ExpectedExpression">C# expression of the expected value; null where the assertion could not be split and the row's value must be <c>true</c>.</param>
public sealed record RewrittenAssertion(int ActualCall, string? ExpectedExpression);

/// <summary>What a compilation made.</summary>
public sealed record CompileReply
{
    /// <summary>How it ended.</summary>
    public required CompileEnd End { get; init; }

    /// <summary>The emitted assembly; empty unless compiled.</summary>
    public byte[] Assembly { get; init; } = [];

    /// <summary>How the runner starts it.</summary>
    public EntryKind Entry { get; init; } = EntryKind.Main;

    /// <summary>Short messages in the submission's own line numbers, errors first, at most 20.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];

    /// <summary>For <see cref="CompileKind.Assertions"/>: the tests found, in order.</summary>
    public IReadOnlyList<RewrittenAssertion> Assertions { get; init; } = [];

    /// <summary>Wall-clock time in microseconds.</summary>
    public long WallMicros { get; init; }

    /// <summary>The payload.</summary>
    public byte[] Encode()
    {
        var writer = new PayloadWriter(Assembly.Length + 1024);
        writer.Byte((byte)End);
        writer.Bytes(Assembly);
        writer.Byte((byte)Entry);
        writer.List(Diagnostics, static (w, d) => w.String(d));
        writer.List(
            Assertions,
            static (w, a) =>
            {
                w.Int32(a.ActualCall);
                w.String(a.ExpectedExpression);
            }
        );
        writer.Int64(WallMicros);
        return writer.Written.ToArray();
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="InvalidDataException">It is no reply.</exception>
    public static CompileReply Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var end = (CompileEnd)reader.Byte();
        var assembly = reader.Bytes();
        var entry = (EntryKind)reader.Byte();
        var diagnostics = new string[reader.Count()];
        for (var i = 0; i < diagnostics.Length; i++)
        {
            diagnostics[i] = reader.String();
        }

        var assertions = new RewrittenAssertion[reader.Count()];
        for (var i = 0; i < assertions.Length; i++)
        {
            assertions[i] = new RewrittenAssertion(reader.Int32(), reader.NullableString());
        }

        return new CompileReply
        {
            End = end,
            Assembly = assembly,
            Entry = entry,
            Diagnostics = diagnostics,
            Assertions = assertions,
            WallMicros = reader.Int64(),
        };
    }
}
