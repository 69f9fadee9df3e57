using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Auditing;

/// <summary>
/// Looks at a sandbox from outside, through the engine's list of containers and the host's table of processes, not
/// through the sandbox's own books: what it finds is what is really there.
/// </summary>
public static class SandboxAudit
{
    /// <summary>Every living box of a sandbox.</summary>
    public static Task<IReadOnlyList<BoxUsage>> LookAsync(CSharpSandbox sandbox, CancellationToken cancellationToken) =>
        LookAsync(sandbox.Engine, cancellationToken);

    /// <summary>How many containers a sandbox that was disposed has left; none of them is there afterwards.</summary>
    /// <param name="sandbox">The disposed sandbox.</param>
    /// <param name="options">The options it was started with.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static async Task<int> CountLeftAsync(
        CSharpSandbox sandbox,
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        await using var engine = await EngineFinder.FindAsync(
            options,
            sandbox.RunId,
            TimeProvider.System,
            cancellationToken
        );
        return (await engine.CensusAsync(cancellationToken)).Count;
    }

    internal static async Task<IReadOnlyList<BoxUsage>> LookAsync(
        IContainerEngine engine,
        CancellationToken cancellationToken
    ) => [.. (await engine.CensusAsync(cancellationToken)).Select(Measure)];

    private static BoxUsage Measure(LivingContainer container)
    {
        var processes = container.FirstProcess > 0 ? HostProcesses.InNamespaceOf(container.FirstProcess) : null;
        return new BoxUsage
        {
            Name = container.Name,
            Role = container.Role,
            Processes = processes?.Count,
            ResidentBytes = processes?.Sum(HostProcesses.ResidentBytes) ?? 0,
            CpuTime = processes is null ? null : HostProcesses.CpuTime(container.FirstProcess),
            ScratchEntries = processes is null ? null : HostProcesses.ScratchEntries(container.FirstProcess),
        };
    }
}
