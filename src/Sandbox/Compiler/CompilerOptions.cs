using System.Globalization;

namespace R1Code.Sandbox.Compiler;

/// <summary>
/// Limits of the compiler box. Each has a default and may be set by the environment variable
/// <c>R1CODE_COMPILER_</c> followed by the property's name in capitals, such as <c>R1CODE_COMPILER_CPU_LIMIT_MS</c>.
/// </summary>
internal sealed record CompilerOptions
{
    /// <summary>CPU time of one compilation in milliseconds; past it the process ends. The default value is 10,000.</summary>
    public int CpuLimitMs { get; init; } = 10_000;

    /// <summary>Part of <see cref="CpuLimitMs"/> after which the compiler is asked to stop by itself, in percent. The default value is 80.</summary>
    public int CancelAtPercent { get; init; } = 80;

    /// <summary>Resident memory beyond that of the warm, idle process, in MiB; past it the process ends. The default value is 400.</summary>
    public int MemoryLimitMb { get; init; } = 400;

    /// <summary>Stack of the compiling thread in MiB. Address space only: pages are touched as nesting needs them. The default value is 256.</summary>
    public int StackMb { get; init; } = 256;

    /// <summary>Largest emitted assembly in KiB. The default value is 16,384.</summary>
    public int AssemblyLimitKb { get; init; } = 16_384;

    /// <summary>Memory one compilation may have allocated, in MiB, before the heap is compacted after it. The default value is 64.</summary>
    public int CollectAfterMb { get; init; } = 64;

    /// <summary>Reads the options, taking defaults for what is not set.</summary>
    /// <exception cref="FormatException">A variable is set to something that is no positive number.</exception>
    public static CompilerOptions FromEnvironment(Func<string, string?> variable)
    {
        var defaults = new CompilerOptions();
        return new CompilerOptions
        {
            CpuLimitMs = Read(variable, "CPU_LIMIT_MS", defaults.CpuLimitMs, 10 * 60_000),
            CancelAtPercent = Read(variable, "CANCEL_AT_PERCENT", defaults.CancelAtPercent, 100),
            MemoryLimitMb = Read(variable, "MEMORY_LIMIT_MB", defaults.MemoryLimitMb, 1 << 20),
            StackMb = Read(variable, "STACK_MB", defaults.StackMb, 1024),
            AssemblyLimitKb = Read(variable, "ASSEMBLY_LIMIT_KB", defaults.AssemblyLimitKb, 200 * 1024),
            CollectAfterMb = Read(variable, "COLLECT_AFTER_MB", defaults.CollectAfterMb, 1 << 20),
        };
    }

    private static int Read(Func<string, string?> variable, string name, int fallback, int most)
    {
        var full = "R1CODE_COMPILER_" + name;
        var text = variable(full);
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= 1
            && value <= most
            ? value
            : throw new FormatException($"{full} is '{text}'; it must be a whole number from 1 to {most}");
    }
}
