namespace R1Code.Sandbox.Containers;

/// <summary>
/// Everything that differs from container to container. What never differs is not here and cannot be turned off:
/// no network, read-only root, no new privileges, all other capabilities dropped, the seccomp profile, no shared memory.
/// </summary>
internal sealed record ContainerSpec
{
    /// <summary><c>compiler</c>, <c>runner</c> or <c>problem</c>: what it is for, as a label.</summary>
    public required string Role { get; init; }

    /// <summary>Tag of the image.</summary>
    public required string Image { get; init; }

    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Further arguments where the engine gives its boxes one file system instead of one each.</summary>
    public IReadOnlyList<string> SharedFilesArguments { get; init; } = [];

    /// <summary>The whole environment.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>User and group number of the first process.</summary>
    public required int User { get; init; }

    /// <summary>Capabilities that are kept, without <c>CAP_</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Memory in bytes; swap is not added.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Most processes and threads.</summary>
    public required int Pids { get; init; }

    /// <summary>CPU time per second of wall time, in cores.</summary>
    public required double Cpus { get; init; }

    /// <summary>Mount options of the tmpfs at <c>/tmp</c>.</summary>
    public required string ScratchOptions { get; init; }
}
