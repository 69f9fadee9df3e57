using R1Code.Sandbox.Runner.Kernel;
using KernelCall = R1Code.Sandbox.Runner.Kernel.Call;

/// <summary>
/// The call table of the runner's own assembly, which is run as the first submission of every box. Row 0 tries what a forked
/// process could fail at and what the jail must refuse. The name and the missing namespace are what every call table has.
/// </summary>
#pragma warning disable MA0047 // a call table stands in the global namespace
internal static class R1CodeCalls
{
    /// <summary>"ok", or what is wrong.</summary>
    public static object? Call(int index) =>
        index == 0
            ? string.Join("; ", Problems()) is { Length: > 0 } text
                ? text
                : "ok"
            : null;

    private static IEnumerable<string> Problems()
    {
        if (Sys.Do(KernelCall.Socket, 1, 1, 0) != -Errno.NotPermitted)
        {
            yield return "a socket could be made";
        }

        if (Sys.Do(KernelCall.Kill, 1, 0) != -Errno.NotPermitted)
        {
            yield return "another process could be signalled";
        }

        if (!CollectsWhileOthersAllocate())
        {
            yield return "threads lost what they allocated";
        }

        if (!Task.Run(static () => true).Wait(TimeSpan.FromSeconds(2)))
        {
            yield return "the thread pool does not start";
        }

        if (!Catches())
        {
            yield return "an exception was not caught";
        }
    }

    private static bool CollectsWhileOthersAllocate()
    {
        var sums = new long[2];
        Thread[] threads = [new(() => Allocate(sums, 0)), new(() => Allocate(sums, 1))];
        Array.ForEach(threads, static thread => thread.Start());
        GC.Collect();
        Array.ForEach(threads, static thread => thread.Join());
        return sums is [128_000, 128_000];
    }

    private static void Allocate(long[] sums, int slot)
    {
        var kept = new List<byte[]>();
        for (var i = 0; i < 2000; i++)
        {
            kept.Add(new byte[64]);
        }

        sums[slot] = kept.Sum(static piece => (long)piece.Length);
    }

    private static bool Catches()
    {
        try
        {
            int[] empty = [];
            return empty[Environment.TickCount64 > 0 ? 0 : 1] != 0;
        }
        catch (IndexOutOfRangeException)
        {
            return true;
        }
    }
}
