using R1Code.Sandbox;

namespace R1Code.Rewards.Service.Observation;

/// <summary>What the container engine's sandbox says of itself, in the service's words.</summary>
internal sealed class EngineHealth(CSharpSandbox sandbox) : ISandboxHealth
{
    public SandboxState Look()
    {
        var health = sandbox.Health;
        return new SandboxState
        {
            Tier = "containers",
            Boxes = health.LivingBoxes,
            Busy = Math.Max(0, health.LivingBoxes - health.IdleBoxes),
            CompileCacheHits = health.CompileCacheHits,
            CompileCacheMisses = health.CompileCacheMisses,
        };
    }
}
