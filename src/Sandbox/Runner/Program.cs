using System.Diagnostics;
using System.Globalization;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Lanes;

namespace R1Code.Sandbox.Runner;

/// <summary>
/// The program in the runner box: the only code of ours beside untrusted code. The same process image is the supervisor
/// and, after a fork, a test; which one it is shows when <see cref="Supervisor.Live"/> returns.
/// </summary>
internal static class Program
{
    [StackTraceHidden]
    public static int Main(string[] args)
    {
        SeccompFilter.FilesAreShared = args.Contains(BoxEnvironment.SharedFilesOption);
        if (args is [ColdLane.ChildOption, var row, ..])
        {
            return ColdLane.RunChild(int.Parse(row, CultureInfo.InvariantCulture));
        }

        var work = Serve(args);

        // Outside of every try: an unhandled exception of a test must find no handler of ours.
        return work is null ? 0 : TestProcess.Run(work);
    }

    // Nothing of ours may stay on the stack of a test's process that could catch its exceptions.
    private static TestWork? Serve(string[] args) =>
        Supervisor.Live(Option(args, BoxEnvironment.ScratchOption), args.Contains(BoxEnvironment.ColdOption));

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
