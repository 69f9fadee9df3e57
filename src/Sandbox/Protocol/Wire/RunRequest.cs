namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>
/// One submission to run in a box: an assembly and the tests' inputs. It has no field for an expected value, because
/// those never enter a box.
/// </summary>
public sealed record RunRequest
{
    /// <summary>The compiled submission.</summary>
    public required byte[] Assembly { get; init; }

    /// <summary>How it is started.</summary>
    public required EntryKind Entry { get; init; }

    /// <summary>What each test gets, in order.</summary>
    public required IReadOnlyList<TestInput> Tests { get; init; }

    /// <summary>Limits of each test.</summary>
    public required TestLimits Limits { get; init; }

    /// <summary>Arguments of <c>Main</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Files laid into each test's working directory.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>Files read back after the last test.</summary>
    public IReadOnlyList<string> FetchFiles { get; init; } = [];

    /// <summary>Whether the first test that did not end by returning normally is also the last.</summary>
    public bool StopAtFirstAbnormalEnd { get; init; }

    /// <summary>The payload.</summary>
    public byte[] Encode()
    {
        var writer = new PayloadWriter(Assembly.Length + 4096);
        writer.Bytes(Assembly);
        writer.Byte((byte)Entry);
        writer.Int32(Limits.WallMs);
        writer.Int32(Limits.CpuMs);
        writer.Int32(Limits.MemoryMb);
        writer.Int32(Limits.OutputKb);
        writer.Bool(StopAtFirstAbnormalEnd);
        writer.List(Args, static (w, a) => w.String(a));
        WriteFiles(writer, Files);
        writer.List(FetchFiles, static (w, f) => w.String(f));
        writer.List(
            Tests,
            static (w, t) =>
            {
                w.Bytes(t.Stdin);
                w.Int32(t.Call);
                WriteFiles(w, t.Files);
            }
        );
        return writer.Written.ToArray();
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="InvalidDataException">It is no request.</exception>
    public static RunRequest Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var assembly = reader.Bytes();
        var entry = (EntryKind)reader.Byte();
        var limits = new TestLimits
        {
            WallMs = reader.Int32(),
            CpuMs = reader.Int32(),
            MemoryMb = reader.Int32(),
            OutputKb = reader.Int32(),
        };
        var stop = reader.Bool();
        var args = new string[reader.Count()];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = reader.String();
        }

        var files = ReadFiles(ref reader);
        var fetch = new string[reader.Count()];
        for (var i = 0; i < fetch.Length; i++)
        {
            fetch[i] = reader.String();
        }

        var tests = new TestInput[reader.Count()];
        for (var i = 0; i < tests.Length; i++)
        {
            tests[i] = new TestInput(reader.Bytes(), reader.Int32()) { Files = ReadFiles(ref reader) };
        }

        return new RunRequest
        {
            Assembly = assembly,
            Entry = entry,
            Limits = limits,
            StopAtFirstAbnormalEnd = stop,
            Args = args,
            Files = files,
            FetchFiles = fetch,
            Tests = tests,
        };
    }

    private static void WriteFiles(PayloadWriter writer, IReadOnlyList<DataFile> files) =>
        writer.List(
            files,
            static (w, f) =>
            {
                w.String(f.Name);
                w.Bytes(f.Content);
            }
        );

    private static DataFile[] ReadFiles(ref PayloadReader reader)
    {
        var files = new DataFile[reader.Count()];
        for (var i = 0; i < files.Length; i++)
        {
            files[i] = new DataFile(reader.String(), reader.Bytes());
        }

        return files;
    }
}

/// <summary>What one test gets.</summary>
/// <param name="Stdin">Standard input, as bytes.</param>
/// <param name="Call">Row of the call table; −1 for an entry point.</param>
public sealed record TestInput(byte[] Stdin, int Call)
{
    /// <summary>Files laid into this test's working directory only, beside those of the request.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];
}
