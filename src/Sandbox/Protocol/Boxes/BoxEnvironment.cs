namespace R1Code.Sandbox.Protocol.Boxes;

/// <summary>
/// What a box looks like from inside: paths in the image, the environment of its process, its capabilities and its
/// scratch space. The engine builds boxes from it and the runner checks itself against it, so the two cannot disagree.
/// </summary>
public static class BoxEnvironment
{
    /// <summary>The .NET host in the image.</summary>
    public const string DotnetPath = "/dotnet/dotnet";

    /// <summary>The runner's program in the image.</summary>
    public const string RunnerPath = "/r1code/runner/R1Code.Sandbox.Runner.dll";

    /// <summary>The compiler's program in the image.</summary>
    public const string CompilerPath = "/r1code/compiler/R1Code.Sandbox.Compiler.dll";

    /// <summary>
    /// The only writable place of a runner box: a tmpfs owned by root, mode 1777, noexec, nosuid, nodev. The runner
    /// empties it after every test, so it must hold nothing else.
    /// </summary>
    public const string ScratchPath = "/tmp";

    /// <summary>Size of <see cref="ScratchPath"/> in bytes. Its pages count against the box's memory limit.</summary>
    public const long ScratchBytes = 64L * 1024 * 1024;

    /// <summary>Most files and folders in <see cref="ScratchPath"/>.</summary>
    public const int ScratchInodes = 4096;

    /// <summary>Mount options of <see cref="ScratchPath"/>.</summary>
    public static string ScratchOptions =>
        FormattableString.Invariant(
            $"rw,noexec,nosuid,nodev,size={ScratchBytes},nr_inodes={ScratchInodes},mode=1777,uid=0,gid=0"
        );

    /// <summary>
    /// Option of the runner that names its scratch folder; without it the runner takes <see cref="ScratchPath"/> when
    /// it is PID 1 and a fresh private folder otherwise.
    /// </summary>
    public const string ScratchOption = "--scratch";

    /// <summary>Option of the runner that keeps the fork lane off: for comparison and for doubt.</summary>
    public const string ColdOption = "--cold";

    /// <summary>
    /// Option of the runner for boxes whose files are the very ones of other boxes, or of the host, and not copies: a lock or a
    /// watch on one would be a message between them.
    /// </summary>
    public const string SharedFilesOption = "--shared-files";

    /// <summary>
    /// The capabilities the runner's supervisor keeps, without the <c>CAP_</c> prefix: to give each submission its own
    /// user and group and to kill it. Submissions run without any.
    /// </summary>
    public static IReadOnlyList<string> RunnerCapabilities { get; } = ["SETUID", "SETGID", "KILL"];

    /// <summary>
    /// The environment of the runner, beside <see cref="JitVariables"/>. Forking a living runtime is sound only under these settings: JIT pages must
    /// not be shared mappings, and no tier-up, collector or diagnostics thread may exist that would vanish in the child
    /// with a lock in its hand.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> RunnerVariables { get; } =
    [
        new("DOTNET_EnableWriteXorExecute", "0"),
        new("DOTNET_TieredCompilation", "0"),
        new("DOTNET_TieredPGO", "0"),
        new("DOTNET_EnableDiagnostics", "0"),
        new("DOTNET_gcConcurrent", "0"),
        new("DOTNET_gcServer", "0"),
    ];

    /// <summary>
    /// Makes the runner's JIT compiler list what it compiles, so that what one test had to compile is compiled once for those after it
    /// (the runner exchanges this file for one of its own), and give its memory back after each method: kept, as is usual, it would be
    /// six of the eight megabytes of the C library's heap, to be copied into every fork. Without them everything works, only slower.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> JitVariables { get; } =
    [
        new("DOTNET_JitStdOutFile", "/dev/null"),
        new("DOTNET_JitDisasmSummary", "1"),
        new("DOTNET_JitHostMaxSlabCache", "0"),
    ];

    /// <summary>The whole environment of the compiler: warm faster, no diagnostics channel.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> CompilerVariables { get; } =
    [new("DOTNET_TieredPGO", "0"), new("DOTNET_EnableDiagnostics", "0"), new("DOTNET_gcServer", "0")];
}
