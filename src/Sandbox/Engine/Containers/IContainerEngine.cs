using R1Code.Sandbox.Images;

namespace R1Code.Sandbox.Containers;

/// <summary>
/// Starts isolated processes from the sandbox image. Two kinds exist: an engine that speaks Docker's API, and
/// bubblewrap. All methods throw <see cref="SandboxUnavailableException"/> when the engine itself fails.
/// Disposing removes every container of this run.
/// </summary>
internal interface IContainerEngine : IAsyncDisposable
{
    /// <summary>What the doctor prints.</summary>
    Task<EngineInfo> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Makes the image available to <see cref="StartAsync"/> unless it is; true when it had to be built.</summary>
    Task<bool> EnsureImageAsync(SandboxImage image, CancellationToken cancellationToken);

    /// <summary>Digest of an image; null when the engine does not have it.</summary>
    Task<string?> FindImageAsync(string tag, CancellationToken cancellationToken);

    /// <summary>Starts a container. Nothing of it is left when this throws.</summary>
    Task<IContainer> StartAsync(ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>Every container of this run that exists.</summary>
    Task<IReadOnlyList<LivingContainer>> CensusAsync(CancellationToken cancellationToken);

    /// <summary>Removes what runs whose process is gone have left; the number of containers removed.</summary>
    Task<int> SweepAsync(CancellationToken cancellationToken);
}

/// <summary>A running container with its three streams. Disposing kills and removes it; that cannot be cancelled.</summary>
internal interface IContainer : IAsyncDisposable
{
    /// <summary>Short name for messages.</summary>
    string Name { get; }

    /// <summary>Its standard input.</summary>
    Stream Input { get; }

    /// <summary>Its standard output. Ends when the container does.</summary>
    Stream Output { get; }

    /// <summary>The start and the end of its standard error, a few KiB.</summary>
    string Errors { get; }

    /// <summary>Whether it runs, and how it ended.</summary>
    Task<ContainerState> InspectAsync(CancellationToken cancellationToken);
}

/// <summary>How a container is.</summary>
/// <param name="Running">Whether its first process lives.</param>
/// <param name="ExitCode">Exit code of its first process; null while it runs, or when the engine does not say.</param>
/// <param name="OutOfMemory">Whether the kernel killed in it for memory.</param>
internal sealed record ContainerState(bool Running, int? ExitCode, bool OutOfMemory);

/// <summary>A container as the engine lists it.</summary>
/// <param name="Name">The name that <see cref="IContainer.Name"/> gives it.</param>
/// <param name="Role">Its role.</param>
/// <param name="FirstProcess">Its first process in the host's numbers; 0 when it does not run.</param>
internal sealed record LivingContainer(string Name, string Role, int FirstProcess);

/// <summary>What an engine is.</summary>
internal sealed record EngineInfo
{
    /// <summary><c>docker</c>, <c>podman</c> or <c>bubblewrap</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the engine.</summary>
    public required string Version { get; init; }

    /// <summary>Version of its API, where it has one.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Where it answers.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What isolates, in words.</summary>
    public required string Tier { get; init; }

    /// <summary>The low-level runtime, such as <c>runc</c> or <c>runsc</c>.</summary>
    public string? Runtime { get; init; }

    /// <summary>1 or 2; null where unknown.</summary>
    public string? CgroupVersion { get; init; }

    /// <summary>Limits it cannot enforce on this machine, in words.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
