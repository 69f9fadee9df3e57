using R1Code.Cli.Terminal;
using R1Code.Rewards.Service;
using R1Code.Sandbox;
using R1Code.Sandbox.Setup;

namespace R1Code.Cli.Sandboxing;

/// <summary>
/// A sandbox for as long as a verb runs. Opening sets up what is missing, so that no verb asks a person to run another one
/// first; disposing removes every container.
/// </summary>
internal sealed class SandboxSession : IAsyncDisposable
{
    // Each box runs one. What else is under way compiles meanwhile, and special judges check it together.
    private const int PlacesPerBox = 32;

    private SandboxSession(CSharpSandbox sandbox) => Sandbox = sandbox;

    /// <summary>Who judges.</summary>
    public CSharpSandbox Sandbox { get; }

    /// <summary>How many submissions to hand over at once: enough to keep its boxes busy, never more than its queue takes.</summary>
    public static int PlacesFor(SandboxOptions options, int perBox = PlacesPerBox) =>
        Math.Min(perBox * options.Boxes, options.QueueLimit);

    /// <summary>Starts a sandbox; sets the machine up first where it cannot be started.</summary>
    /// <exception cref="SandboxUnavailableException">It cannot be had; the message says what to do.</exception>
    public static async Task<SandboxSession> OpenAsync(
        Screen screen,
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await StartAsync(options, cancellationToken);
        }
        catch (SandboxUnavailableException)
        {
            screen.Note("The sandbox is not set up yet:");
            await SandboxSetup.EnsureAsync(options, new NoteProgress(screen), cancellationToken);
            return await StartAsync(options, cancellationToken);
        }
    }

    /// <summary>What the sandbox says of itself, for the service.</summary>
    public ISandboxHealth Watch() => new SandboxWatch(Sandbox);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private static async Task<SandboxSession> StartAsync(SandboxOptions options, CancellationToken cancellationToken) =>
        new(await CSharpSandbox.StartAsync(options, time: null, cancellationToken));
}
