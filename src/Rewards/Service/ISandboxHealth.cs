namespace R1Code.Rewards.Service;

/// <summary>
/// What a sandbox can say of itself without being asked to judge. Optional: without it the service still knows when a
/// box answered last, because it sees every answer.
/// </summary>
public interface ISandboxHealth
{
    /// <summary>The state now; must be cheap and must not throw.</summary>
    SandboxState Look();
}

/// <summary>State of a sandbox for health, metrics and the web page.</summary>
public sealed record SandboxState
{
    /// <summary>How submissions are isolated, such as <c>docker/runc</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>Boxes that are warm or in use.</summary>
    public int Boxes { get; init; }

    /// <summary>Boxes in use.</summary>
    public int Busy { get; init; }

    /// <summary>Compilations that were answered from the cache so far.</summary>
    public long CompileCacheHits { get; init; }

    /// <summary>Compilations that were really done so far.</summary>
    public long CompileCacheMisses { get; init; }
}
