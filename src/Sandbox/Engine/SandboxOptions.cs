using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace R1Code.Sandbox;

/// <summary>Settings of a sandbox. Every default is good for one machine; <see cref="Validate"/> names what is not.</summary>
public sealed record SandboxOptions
{
    /// <summary>
    /// <c>auto</c> (an engine that speaks Docker's API, else bubblewrap), <c>docker</c> or <c>bubblewrap</c>.
    /// The default value is <c>auto</c>.
    /// </summary>
    public string Engine { get; init; } = "auto";

    /// <summary>
    /// Low-level runtime of the engine, such as <c>runsc</c>; null for the engine's own default. The default value is
    /// that of <c>R1CODE_ENGINE_RUNTIME</c>.
    /// </summary>
    public string? Runtime { get; init; } =
        Environment.GetEnvironmentVariable("R1CODE_ENGINE_RUNTIME") is { Length: > 0 } chosen ? chosen : null;

    /// <summary>
    /// Tag of an image the engine has, built from docker/Dockerfile; null to build one from this machine's own files.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>Folder with the programs of the boxes. The default value is <c>sandbox</c> beside the program.</summary>
    public string Programs { get; init; } = Path.Combine(AppContext.BaseDirectory, "sandbox");

    /// <summary>Runner boxes, each for one submission at a time. The default value is the number of cores.</summary>
    [Range(1, 1024)]
    public int Boxes { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Compiler boxes beside the standby that takes over when one dies. The default value is one per four cores.
    /// </summary>
    [Range(1, 256)]
    public int Compilers { get; init; } = Math.Max(1, Environment.ProcessorCount / 4);

    /// <summary>Submissions that may wait or run; one more is refused at once. The default value is 4,096.</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; init; } = 4096;

    /// <summary>Memory of a runner box in MiB, for all its processes. The default value is 1,280.</summary>
    [Range(256, 1_048_576)]
    public int BoxMemoryMb { get; init; } = 1280;

    /// <summary>
    /// Largest <c>memory_mb</c> a problem may ask for; it must fit into <see cref="BoxMemoryMb"/> with 256 MiB to spare.
    /// The default value is 1,024.
    /// </summary>
    [Range(16, 1_048_576)]
    public int MaxMemoryMb { get; init; } = 1024;

    /// <summary>Largest <c>wall_ms</c> or <c>cpu_ms</c> a problem may ask for. The default value is 60,000.</summary>
    [Range(10, 3_600_000)]
    public int MaxTimeMs { get; init; } = 60_000;

    /// <summary>Largest <c>output_kb</c> a problem may ask for. The default value is 16,384.</summary>
    [Range(1, 131_072)]
    public int MaxOutputKb { get; init; } = 16_384;

    /// <summary>Most tests of a problem. The default value is 2,000.</summary>
    [Range(1, 100_000)]
    public int MaxTests { get; init; } = 2000;

    /// <summary>Processes and threads in a runner box. The default value is 256.</summary>
    [Range(32, 32_768)]
    public int BoxPids { get; init; } = 256;

    /// <summary>Cores a box may use at once; never more than the machine has. The default value is 2.</summary>
    [Range(0.1, 1024)]
    public double BoxCpus { get; init; } = 2;

    /// <summary>Memory of a compiler box in MiB. The default value is 1,024.</summary>
    [Range(512, 1_048_576)]
    public int CompilerMemoryMb { get; init; } = 1024;

    /// <summary>
    /// CPU time of one compilation in milliseconds, measured inside the box: a verdict does not depend on the machine's
    /// load. The default value is 10,000.
    /// </summary>
    [Range(500, 600_000)]
    public int CompileCpuMs { get; init; } = 10_000;

    /// <summary>
    /// Wall-clock limit of one compilation in milliseconds as the host sees it: only for a compiler that hangs, so it is
    /// much longer than <see cref="CompileCpuMs"/>. The default value is 120,000.
    /// </summary>
    [Range(1000, 3_600_000)]
    public int CompileDeadlineMs { get; init; } = 120_000;

    /// <summary>Compilations after which a compiler box is replaced by a fresh one. The default value is 20,000.</summary>
    [Range(1, int.MaxValue)]
    public int CompilesPerBox { get; init; } = 20_000;

    /// <summary>Submissions after which a runner box is replaced by a fresh one. The default value is 5,000.</summary>
    [Range(1, int.MaxValue)]
    public int RunsPerBox { get; init; } = 5000;

    /// <summary>Memory for cached compilations in MiB; 0 keeps none. The default value is 128.</summary>
    [Range(0, 65_536)]
    public int CompileCacheMb { get; init; } = 128;

    /// <summary>
    /// Verdicts that are kept and given again for the same problem and source; 0 keeps none, so that only submissions
    /// judged at the same time share a verdict. The default value is 0.
    /// </summary>
    [Range(0, 10_000_000)]
    public int VerdictCacheEntries { get; init; }

    /// <summary>
    /// Whether a submission's first failed test is its last one. Faster, but <see cref="Protocol.Verdict.Passed"/> then
    /// counts only the tests before it. The default value is false.
    /// </summary>
    public bool StopAtFirstFailure { get; init; }

    /// <summary>Characters of output and messages kept in a verdict's test. The default value is 4,096.</summary>
    [Range(0, 1_048_576)]
    public int KeptOutput { get; init; } = 4096;

    /// <summary>What is wrong with the values, in words; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        List<string> faults = [.. results.Select(result => result.ErrorMessage ?? "a value is out of range")];
        if (Engine is not ("auto" or "docker" or "bubblewrap"))
        {
            faults.Add($"Engine is '{Engine}'; it must be auto, docker or bubblewrap.");
        }

        if (MaxMemoryMb + 256 > BoxMemoryMb)
        {
            faults.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"MaxMemoryMb is {MaxMemoryMb} and BoxMemoryMb {BoxMemoryMb}; a box needs 256 MiB more than a test."
                )
            );
        }

        return faults;
    }
}
