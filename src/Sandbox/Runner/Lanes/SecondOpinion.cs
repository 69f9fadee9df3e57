using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Says which ends of the fork lane are doubted: those that a forked runtime could have brought about itself, because a
/// thread it waits for is missing or its state was torn. The runtime's own last words take the doubt away.
/// </summary>
internal static unsafe class SecondOpinion
{
    private const int Bus = 7;
    private const int IllegalInstruction = 4;
    private const int Trap = 5;
    private const int LastWords = 64 * 1024;

    // Less than a fifth of one processor over the whole time: it waited for something.
    private const int IdleShare = 5;

    /// <summary>Whether a test that ended so is run again in the cold lane.</summary>
    public static bool IsWanted(in TestFacts facts, TestStreams streams) =>
        facts.End switch
        {
            // Several threads: one may wait for another that the fork left without something.
            TestEnd.WallLimit => facts.HadThreads || facts.CpuMicros * IdleShare < facts.WallMicros,
            TestEnd.CpuLimit => facts.HadThreads,
            TestEnd.Signaled => facts.Signal is Signal.Segv or Signal.Abort or Bus or IllegalInstruction or Trap
                && !HasLastWords(streams),
            TestEnd.BoxFailure => true,
            _ => false,
        };

    private static bool HasLastWords(TestStreams streams)
    {
        var buffer = new byte[LastWords];
        fixed (byte* start = buffer)
        {
            var length = Sys.Do(Call.Pread, streams.Stderr, (nint)start, LastWords, 0);
            var text = buffer.AsSpan(0, (int)Math.Max(length, 0));
            return text.IndexOf("Unhandled exception."u8) >= 0
                || text.IndexOf("Stack overflow."u8) >= 0
                || text.IndexOf("Process terminated."u8) >= 0;
        }
    }
}
