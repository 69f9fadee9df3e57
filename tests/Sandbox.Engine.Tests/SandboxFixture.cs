namespace R1Code.Sandbox.Engine.Tests;

/// <summary>One sandbox for all tests that only judge with it; tests that break things start their own.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private CSharpSandbox? _sandbox;
    private string _reason = "";

    /// <summary>The sandbox; skips the test where no engine answers.</summary>
    public CSharpSandbox Sandbox
    {
        get
        {
            Assert.SkipWhen(_sandbox is null, _reason);
            return _sandbox!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _sandbox = await CSharpSandbox.StartAsync(new SandboxOptions { CompileCpuMs = 3000 });
        }
        catch (SandboxUnavailableException e) when (Environment.GetEnvironmentVariable("R1CODE_REQUIRE_ENGINE") != "1")
        {
            _reason = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }
}
