using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>Runs a test in a process that was forked for it.</summary>
internal static class TestProcess
{
    /// <summary>Name under which the compiler's helper finds a way to exit.</summary>
    public const string ExitSlot = "r1code.exit";

    /// <summary>Name under which the compiler's helper finds a way to run finalizers.</summary>
    public const string FinalizersSlot = "r1code.finalizers";

    private static readonly FieldInfo? KnownProcessId = typeof(Environment).GetField(
        "s_processId",
        BindingFlags.Static | BindingFlags.NonPublic
    );

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Runs the test and returns the exit code, with which the runtime then ends as always: it waits for foreground threads
    /// and raises <c>ProcessExit</c> (see <see cref="RuntimeEnd"/>).
    /// </summary>
    [StackTraceHidden]
    public static int Run(TestWork work)
    {
        // The runtime asks for its number once; here that was the supervisor's.
        KnownProcessId?.SetValue(null, 0);
        _ = OpenConsole();
        AppContext.SetData(ExitSlot, new Action<int>(RuntimeEnd.Exit));
        AppContext.SetData(FinalizersSlot, new Action(Finalizers.RunDue));
        if (work.Submission.DeclaresFinalizers)
        {
            Finalizers.RunInBackground();
        }

        return work.Submission.Run(work.Row, work.Streams.Value);
    }

    /// <summary>
    /// Gives the console fresh streams. The runtime would start a thread for terminal signals when the console is first used; a
    /// test has no terminal. These are made as the runtime makes its own, only without that thread. Disposing closes them.
    /// </summary>
    public static ConsoleStreams OpenConsole()
    {
        var streams = new ConsoleStreams(
            Console.OpenStandardInput(),
            Console.OpenStandardOutput(),
            Console.OpenStandardError()
        );
        Console.SetOut(Writer(streams.Output));
        Console.SetError(Writer(streams.Error));
        Console.SetIn(new StreamReader(streams.Input, Encoding, false, 4096, leaveOpen: true));
        return streams;
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, Encoding, 256, leaveOpen: true) { AutoFlush = true };
}

/// <summary>The streams behind the console.</summary>
internal sealed record ConsoleStreams(Stream Input, Stream Output, Stream Error) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }
}
