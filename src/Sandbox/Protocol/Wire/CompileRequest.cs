namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>What is to be made of the sources.</summary>
public enum CompileKind : byte
{
    /// <summary>A program with an entry point (<c>stdin</c> mode, special judges, raw runs).</summary>
    Program = 1,

    /// <summary>A submission and a table of calls over it (<c>function</c> mode).</summary>
    Calls = 2,

    /// <summary>As <see cref="Calls"/>, the submission being a C# script.</summary>
    ScriptCalls = 3,

    /// <summary>Expressions without any submission: a problem's expected values.</summary>
    Values = 4,

    /// <summary>A submission with a test program in the style of MultiPL-E or mxeval.</summary>
    Assertions = 5,
}

/// <summary>
/// One compilation. <see cref="Calls"/> never holds expected values except for <see cref="CompileKind.Values"/>,
/// whose assembly is run without a submission.
/// </summary>
public sealed record CompileRequest
{
    /// <summary>What is to be made.</summary>
    public required CompileKind Kind { get; init; }

    /// <summary>The submission's files; the first is the submission proper. Empty for <see cref="CompileKind.Values"/>.</summary>
    public required IReadOnlyList<SourceFile> Sources { get; init; }

    /// <summary>C# expressions; call i becomes row i of the assembly's call table.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>The test program of <see cref="CompileKind.Assertions"/>.</summary>
    public string? TestProgram { get; init; }

    /// <summary>Method under test, where known.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>C# language version; null for the latest.</summary>
    public string? LanguageVersion { get; init; }

    /// <summary>Whether <c>unsafe</c> compiles.</summary>
    public bool AllowUnsafe { get; init; }

    /// <summary>The payload.</summary>
    public byte[] Encode()
    {
        var writer = new PayloadWriter();
        writer.Byte((byte)Kind);
        writer.List(
            Sources,
            static (w, s) =>
            {
                w.String(s.Name);
                w.String(s.Text);
            }
        );
        writer.List(Calls, static (w, c) => w.String(c));
        writer.String(TestProgram);
        writer.String(EntryPoint);
        writer.String(LanguageVersion);
        writer.Bool(AllowUnsafe);
        return writer.Written.ToArray();
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="InvalidDataException">It is no request.</exception>
    public static CompileRequest Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var kind = (CompileKind)reader.Byte();
        var sources = new SourceFile[reader.Count()];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new SourceFile(reader.String(), reader.String());
        }

        var calls = new string[reader.Count()];
        for (var i = 0; i < calls.Length; i++)
        {
            calls[i] = reader.String();
        }

        return new CompileRequest
        {
            Kind = kind,
            Sources = sources,
            Calls = calls,
            TestProgram = reader.NullableString(),
            EntryPoint = reader.NullableString(),
            LanguageVersion = reader.NullableString(),
            AllowUnsafe = reader.Bool(),
        };
    }
}
