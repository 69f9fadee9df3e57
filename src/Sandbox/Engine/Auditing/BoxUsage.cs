namespace R1Code.Sandbox.Auditing;

/// <summary>What one box holds right now, counted from outside it.</summary>
public sealed record BoxUsage
{
    /// <summary>Short name, unique among the living boxes.</summary>
    public required string Name { get; init; }

    /// <summary><c>compiler</c>, <c>runner</c> or <c>problem</c>.</summary>
    public required string Role { get; init; }

    /// <summary>
    /// Processes in it, its first one included; null where the host may not see them (another user's, or an engine
    /// inside a virtual machine).
    /// </summary>
    public int? Processes { get; init; }

    /// <summary>Resident memory of these processes together, in bytes; pages they share count for each.</summary>
    public long ResidentBytes { get; init; }

    /// <summary>
    /// Processor time of its first process and of all that this one has waited for, thus of every test that has ended;
    /// null where the host may not see it. The kernel tells it in steps of 10 ms.
    /// </summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Entries below its <c>/tmp</c>, symbolic links not followed; null where the host may not see them.</summary>
    public int? ScratchEntries { get; init; }
}
