using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>Runs a test in a process that was forked for it.</summary>
internal static class TestProcess
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Runs the test and returns the exit code, with which the runtime then ends as always: it waits for foreground threads
    /// and raises <c>ProcessExit</c> (see <see cref="RuntimeEnd"/>). The console is the template's (<see cref="OpenConsole"/>).
    /// </summary>
    [StackTraceHidden]
    public static int Run(TestWork work)
    {
        ForgetProcessId();
        if (work.Submission.DeclaresFinalizers)
        {
            Finalizers.RunInBackground();
        }

        var code = work.Submission.Run(work.Row, work.Streams.Value);
        if (RuntimeEnd.IsNobodyElseHere())
        {
            RuntimeEnd.Exit(code);
        }

        return code;
    }

    /// <summary>Has the runtime ask for its process id again. It asks once; in a fork that was the supervisor's.</summary>
    public static void ForgetProcessId() => KnownProcessId(null) = 0;

    /// <summary>
    /// Gives the console fresh streams. The runtime would start a thread for terminal signals when the console is first used; a
    /// test has no terminal. These are made as the runtime makes its own, only without that thread. A template makes them for
    /// all its tests: nothing is read ahead before one of them reads. Disposing closes them.
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

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_processId")]
    private static extern ref int KnownProcessId([UnsafeAccessorType("System.Environment")] object? none);

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
