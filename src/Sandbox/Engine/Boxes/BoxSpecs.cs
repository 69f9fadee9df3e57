using System.Globalization;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Protocol.Boxes;

namespace R1Code.Sandbox.Boxes;

/// <summary>The two kinds of container as specifications: what each may use and how it starts.</summary>
internal static class BoxSpecs
{
    // Not root and nobody's: the compiler needs no rights at all.
    private const int CompilerUser = 65534;
    private const string CompileCpuVariable = "R1CODE_COMPILER_CPU_LIMIT_MS";
    private const long MiB = 1024 * 1024;

    /// <summary>The compiler box.</summary>
    public static ContainerSpec Compiler(SandboxOptions options, string image) =>
        new()
        {
            Role = "compiler",
            Image = image,
            Command = [BoxEnvironment.DotnetPath, BoxEnvironment.CompilerPath],
            Environment =
            [
                .. BoxEnvironment.CompilerVariables,
                new(CompileCpuVariable, options.CompileCpuMs.ToString(CultureInfo.InvariantCulture)),
            ],
            User = CompilerUser,
            MemoryBytes = options.CompilerMemoryMb * MiB,
            Pids = 128,
            Cpus = options.BoxCpus,
            ScratchOptions = BoxEnvironment.ScratchOptions,
        };

    /// <summary>
    /// A box that runs programs: role <c>runner</c> for submissions, <c>problem</c> for what a problem's author wrote
    /// (expected values, special judges), which never shares a box with a submission.
    /// </summary>
    public static ContainerSpec Runner(SandboxOptions options, string image, string role) =>
        new()
        {
            Role = role,
            Image = image,
            Command = [BoxEnvironment.DotnetPath, BoxEnvironment.RunnerPath],
            SharedFilesArguments = [BoxEnvironment.SharedFilesOption],
            Environment = [.. BoxEnvironment.RunnerVariables, .. BoxEnvironment.JitVariables],
            User = 0,
            Capabilities = BoxEnvironment.RunnerCapabilities,
            MemoryBytes = options.BoxMemoryMb * MiB,
            Pids = options.BoxPids,
            Cpus = options.BoxCpus,
            ScratchOptions = BoxEnvironment.ScratchOptions,
        };
}
