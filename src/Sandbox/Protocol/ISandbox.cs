namespace R1Code.Sandbox.Protocol;

/// <summary>
/// Judges C# in isolation. Declared here, beside the vocabulary, so that rewards can ask for verdicts without knowing
/// containers. Every outcome of a submission is a value; only cancellation and misuse throw.
/// </summary>
public interface ISandbox
{
    /// <summary>
    /// Compiles <paramref name="source"/> once, runs every test of <paramref name="problem"/> and compares on the host.
    /// A failure of the sandbox is the verdict <see cref="VerdictStatus.SandboxFailure"/>, not an exception.
    /// </summary>
    Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken);

    /// <summary>Compiles and runs a program once without comparing anything: for protocols that return raw output.</summary>
    Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken);
}

/// <summary>A program to run once.</summary>
public sealed record ProgramRun
{
    /// <summary>C# files that are compiled together.</summary>
    public required IReadOnlyList<SourceFile> Sources { get; init; }

    /// <summary>Standard input, as bytes.</summary>
    public byte[] Stdin { get; init; } = [];

    /// <summary>Arguments of <c>Main</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Files laid into the working directory before the run, by relative name.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>Names of files to read back from the working directory after the run.</summary>
    public IReadOnlyList<string> FetchFiles { get; init; } = [];

    /// <summary>Limits of the run.</summary>
    public TestLimits Limits { get; init; } = new();

    /// <summary>Wall-clock limit of the compilation in milliseconds. The default value is 10,000.</summary>
    public int CompileTimeoutMs { get; init; } = 10_000;
}

/// <summary>A C# source file.</summary>
public sealed record SourceFile(string Name, string Text);

/// <summary>A data file for the working directory.</summary>
public sealed record DataFile(string Name, byte[] Content);

/// <summary>What a single run did. <see cref="Status"/> is <c>Accepted</c> when the program compiled and exited with 0.</summary>
public sealed record ProgramOutcome
{
    /// <summary>The total.</summary>
    public required VerdictStatus Status { get; init; }

    /// <summary>Wall-clock time of the compilation in milliseconds; 0 when it came from the cache.</summary>
    public double CompileMs { get; init; }

    /// <summary>Compiler messages.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];

    /// <summary>Standard output up to the limit, as bytes.</summary>
    public byte[] Stdout { get; init; } = [];

    /// <summary>Standard error up to the limit, as bytes.</summary>
    public byte[] Stderr { get; init; } = [];

    /// <summary>Exit code where the program exited by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal that ended it, where one did.</summary>
    public int? Signal { get; init; }

    /// <summary>Wall-clock time of the run in milliseconds.</summary>
    public double WallMs { get; init; }

    /// <summary>CPU time of the run in milliseconds.</summary>
    public double CpuMs { get; init; }

    /// <summary>Peak resident size in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The files asked for by <see cref="ProgramRun.FetchFiles"/> that exist, are regular and within the limit.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>For a failure of the sandbox: what happened.</summary>
    public string? Message { get; init; }
}
