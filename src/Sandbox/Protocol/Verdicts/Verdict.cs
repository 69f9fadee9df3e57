namespace R1Code.Sandbox.Protocol;

/// <summary>
/// What happened to a submission or to one test: the closed vocabulary of wire, logs and metrics.
/// The order is the precedence of a submission's total where several tests failed: see <see cref="VerdictStatuses"/>.
/// </summary>
public enum VerdictStatus
{
    /// <summary>Every test passed.</summary>
    Accepted,

    /// <summary>The program ran to its end and its output or value differs.</summary>
    WrongAnswer,

    /// <summary>The completion holds no C# code.</summary>
    NoCode,

    /// <summary>The source guard refused the text before the compiler saw it.</summary>
    Rejected,

    /// <summary>The compiler reported errors.</summary>
    CompileError,

    /// <summary>The compiler passed its CPU-time or memory limit.</summary>
    CompileTimeout,

    /// <summary>An unhandled exception, a crash, or an exit code other than 0.</summary>
    RuntimeError,

    /// <summary>Wall-clock or CPU time ran out.</summary>
    TimeLimit,

    /// <summary>The memory limit was passed.</summary>
    MemoryLimit,

    /// <summary>More output than allowed.</summary>
    OutputLimit,

    /// <summary>The sandbox itself failed: not a wrong answer, never a reward.</summary>
    SandboxFailure,
}

/// <summary>The verdict on one submission. Holds facts only; what they are worth is decided elsewhere.</summary>
public sealed record Verdict
{
    /// <summary>The total.</summary>
    public required VerdictStatus Status { get; init; }

    /// <summary>How many tests passed.</summary>
    public int Passed { get; init; }

    /// <summary>How many tests the problem has, run or not.</summary>
    public int Total { get; init; }

    /// <summary>Wall-clock time of the compilation in milliseconds; 0 when it came from the cache.</summary>
    public double CompileMs { get; init; }

    /// <summary>Compiler messages in the submission's own line numbers, few and short.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];

    /// <summary>One entry per test that was run, in the problem's order.</summary>
    public IReadOnlyList<TestVerdict> Tests { get; init; } = [];

    /// <summary>For <see cref="VerdictStatus.SandboxFailure"/> and refusals: what happened, as evidence.</summary>
    public string? Message { get; init; }

    /// <summary>A verdict without tests, such as <see cref="VerdictStatus.NoCode"/>.</summary>
    public static Verdict Without(VerdictStatus status, int total, string? message = null) =>
        new()
        {
            Status = status,
            Total = total,
            Message = message,
        };
}

/// <summary>What happened in one test.</summary>
public sealed record TestVerdict
{
    /// <summary>The test's own status.</summary>
    public required VerdictStatus Status { get; init; }

    /// <summary>Wall-clock time in milliseconds, measured outside the submission's process.</summary>
    public double WallMs { get; init; }

    /// <summary>CPU time of all its threads in milliseconds, from the kernel.</summary>
    public double CpuMs { get; init; }

    /// <summary>Peak resident size in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The start of what it wrote to standard output, or the value it returned; cut to a limit.</summary>
    public string? Output { get; init; }

    /// <summary>The start of what it wrote to standard error, an exception, or the checker's reason; cut to a limit.</summary>
    public string? Message { get; init; }

    /// <summary>Exit code, where the process exited by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal that ended it, where one did.</summary>
    public int? Signal { get; init; }
}
