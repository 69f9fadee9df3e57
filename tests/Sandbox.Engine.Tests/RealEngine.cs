using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Engine.Tests;

/// <summary>
/// The real engine of this machine. Tests that need it are skipped where none answers, unless
/// <c>R1CODE_REQUIRE_ENGINE=1</c> says that there must be one.
/// </summary>
public static class RealEngine
{
    /// <summary>Connects with a run id of its own, or skips the test.</summary>
    /// <param name="runId">Connects as another run: what it disposes is removed from outside.</param>
    internal static async Task<IContainerEngine> ConnectAsync(SandboxOptions? options = null, string? runId = null)
    {
        try
        {
            return await EngineFinder.FindAsync(
                options ?? new SandboxOptions(),
                runId ?? Guid.NewGuid().ToString("N"),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            );
        }
        catch (SandboxUnavailableException e) when (Environment.GetEnvironmentVariable("R1CODE_REQUIRE_ENGINE") != "1")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
