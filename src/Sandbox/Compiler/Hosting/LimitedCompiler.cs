using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Hosting;

/// <summary>
/// Runs compilations one at a time on a thread with a large stack, under the eyes of the <see cref="Watchdog"/>, and
/// gives memory back after the large ones.
/// </summary>
internal sealed class LimitedCompiler(CompileService service, Watchdog watchdog, CompilerOptions options)
{
    /// <summary>Compiles. Does not return where a limit is passed that the compiler does not notice itself.</summary>
    public CompileReply Compile(CompileRequest request)
    {
        CompileReply? reply = null;
        var allocated = 0L;
        // A thread of its own each time: what a deep text touched of the stack goes back to the system with it.
        var thread = new Thread(
            () =>
            {
                reply = Run(request);
                allocated = GC.GetAllocatedBytesForCurrentThread();
            },
            options.StackMb * 1024 * 1024
        );
        thread.Start();
        thread.Join();
        if (allocated > options.CollectAfterMb * 1024L * 1024L)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return reply!;
    }

    private CompileReply Run(CompileRequest request)
    {
        try
        {
            using var watch = watchdog.Watch();
            return service.Compile(request, watch.Token);
        }
        catch (OutOfMemoryException e)
        {
            // What else is broken now nobody knows; the host starts another process.
            Watchdog.End(CompilerExit.MemoryLimit, e.Message);
            throw;
        }
    }
}
