using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Runs a test in a process that was forked for it. The process has a whole runtime but no finalizer thread, so what would
/// wait for one (<c>Environment.Exit</c>, <c>GC.WaitForPendingFinalizers</c>) is given ways of its own; the compiler binds
/// a submission's calls to them.
/// </summary>
internal static class TestProcess
{
    /// <summary>Name under which the compiler's helper finds a way to exit.</summary>
    public const string ExitSlot = "r1code.exit";

    /// <summary>Name under which the compiler's helper finds a way to run finalizers.</summary>
    public const string FinalizersSlot = "r1code.finalizers";

    private static readonly Func<uint>? RunFinalizers = FindRunFinalizers();

    /// <summary>
    /// Runs the test and returns the exit code, with which the runtime then ends as always: it waits for foreground threads
    /// and raises <c>ProcessExit</c> (see <see cref="RuntimeEnd"/>).
    /// </summary>
    [StackTraceHidden]
    public static int Run(TestWork work)
    {
        OpenConsole();
        AppContext.SetData(ExitSlot, new Action<int>(RuntimeEnd.Exit));
        AppContext.SetData(FinalizersSlot, new Action(Finalizers));
        return work.Submission.Run(work.Row, work.Streams.Value);
    }

    /// <summary>Runs the finalizers that are due, on a thread of their own as always, and waits for it.</summary>
    private static void Finalizers()
    {
        if (RunFinalizers is null)
        {
            return;
        }

        var thread = new Thread(static () => RunFinalizers()) { IsBackground = true, Name = ".NET Finalizer" };
        thread.Start();
        thread.Join();
    }

    // The runtime would start a thread for terminal signals when the console is first used; a test has no terminal.
    // These writers are made as the runtime makes its own, only without that thread.
    private static void OpenConsole()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.SetOut(
            new StreamWriter(Console.OpenStandardOutput(), encoding, 256, leaveOpen: true) { AutoFlush = true }
        );
        Console.SetError(
            new StreamWriter(Console.OpenStandardError(), encoding, 256, leaveOpen: true) { AutoFlush = true }
        );
        Console.SetIn(new StreamReader(Console.OpenStandardInput(), encoding, false, 4096, leaveOpen: true));
    }

    private static Func<uint>? FindRunFinalizers()
    {
        var method = typeof(GC).GetMethod("RunFinalizers", BindingFlags.NonPublic | BindingFlags.Static, []);
        return method?.ReturnType == typeof(uint) ? method.CreateDelegate<Func<uint>>() : null;
    }
}
