using System.Diagnostics;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Runner.Lanes;

namespace R1Code.Sandbox.Runner;

/// <summary>
/// The program in the runner box: the only code of ours beside untrusted code. The same process image is the supervisor
/// and, after a fork, a test; which one it is shows when <see cref="Supervisor.Serve"/> returns.
/// </summary>
internal static class Program
{
    [StackTraceHidden]
    public static int Main(string[] args)
    {
        var work = Serve(args);

        // Outside of every try: an unhandled exception of a test must find no handler of ours.
        return work is null ? 0 : TestProcess.Run(work);
    }

    private static TestWork? Serve(string[] args) =>
        Supervisor.Start(Option(args, BoxEnvironment.ScratchOption)).Serve();

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
