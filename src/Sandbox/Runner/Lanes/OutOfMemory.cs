using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Recognises a process that ended because the runtime refused it memory: by the runtime's own last words, or by the
/// exception that a call threw.
/// </summary>
internal static unsafe class OutOfMemory
{
    private const int Tail = 4096;

    /// <summary>Whether the end is one for memory.</summary>
    public static bool IsSaid(in TestFacts facts, TestStreams streams)
    {
        if (streams.Value.StartsWith("System.OutOfMemoryException:"u8))
        {
            return true;
        }

        if (facts.Signal != Signal.Abort)
        {
            return false;
        }

        var buffer = stackalloc byte[Tail];
        var length = Sys.Do(Call.Pread, streams.Stderr, (nint)buffer, Tail, 0);
        var text = new ReadOnlySpan<byte>(buffer, (int)Math.Max(length, 0));
        return text.StartsWith("Out of memory."u8)
            || text.IndexOf("Unhandled exception. System.OutOfMemoryException"u8) >= 0
            || text.IndexOf("Insufficient memory to continue"u8) >= 0;
    }
}
