using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Sandbox;
using R1Code.Sandbox.Setup;

namespace R1Code.Cli.Verbs;

/// <summary><c>setup</c>: brings this machine to where submissions can be judged, and proves it with one.</summary>
internal sealed class SetupVerb : Verb
{
    private readonly Screen _screen;

    public SetupVerb(Screen screen)
        : base("setup", "Install and start a container engine where that is allowed, build the image, prove it.") =>
        _screen = screen;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        await SandboxSetup.EnsureAsync(new SandboxOptions(), new NoteProgress(_screen), cancellationToken);
        _screen.Line("The sandbox is ready.");
        return ExitCodes.Done;
    }
}
