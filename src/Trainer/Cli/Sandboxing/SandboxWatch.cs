using R1Code.Rewards.Service;
using R1Code.Sandbox;

namespace R1Code.Cli.Sandboxing;

/// <summary>Tells the service what the sandbox says of itself: the two do not know each other's shapes.</summary>
internal sealed class SandboxWatch(CSharpSandbox sandbox) : ISandboxHealth
{
    /// <inheritdoc/>
    public SandboxState Look()
    {
        var health = sandbox.Health;
        return new SandboxState
        {
            Tier = "container",
            Boxes = health.LivingBoxes,
            Busy = Math.Max(0, health.LivingBoxes - health.IdleBoxes),
            CompileCacheHits = health.CompileCacheHits,
            CompileCacheMisses = health.CompileCacheMisses,
        };
    }
}
