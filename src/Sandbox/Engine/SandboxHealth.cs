namespace R1Code.Sandbox;

/// <summary>How a sandbox is right now: what readiness checks and metrics read.</summary>
public sealed record SandboxHealth
{
    /// <summary>When a runner box last answered; null before the first answer.</summary>
    public DateTimeOffset? LastAnswer { get; init; }

    /// <summary>Living runner boxes.</summary>
    public int LivingBoxes { get; init; }

    /// <summary>Runner boxes that wait for a submission.</summary>
    public int IdleBoxes { get; init; }

    /// <summary>Living compiler boxes.</summary>
    public int LivingCompilers { get; init; }

    /// <summary>Submissions accepted and not answered yet.</summary>
    public int Queued { get; init; }

    /// <summary>Boxes of all kinds started so far.</summary>
    public long StartedBoxes { get; init; }

    /// <summary>Compilations that were cached or under way already.</summary>
    public long CompileCacheHits { get; init; }

    /// <summary>Compilations done.</summary>
    public long CompileCacheMisses { get; init; }

    /// <summary>Bytes of memory that cached compilations take; at most what the options allow.</summary>
    public long CompileCacheBytes { get; init; }
}
