using System.Globalization;
using System.Text;

namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>The runtime's own threads beside the main one: whether they sleep, and have slept since.</summary>
internal static unsafe class OtherThreads
{
    private const int Looks = 500;

    // What a thread may grow by beneath where it waits now, and still be whole in a fork.
    private const nint StackKept = 256 * 1024;

    /// <summary>Waits until they all sleep; returns what <see cref="HaveSlept"/> compares.</summary>
    /// <exception cref="InvalidOperationException">They do not come to rest.</exception>
    public static string AwaitSleep()
    {
        var before = State();
        for (var look = 0; look < Looks; look++)
        {
            Thread.Sleep(2);
            var now = State();
            if (now == before && !now.Contains("\nState:\tR", StringComparison.Ordinal))
            {
                return now;
            }

            before = now;
        }

        throw new InvalidOperationException($"the runtime's threads do not come to rest:\n{before}");
    }

    /// <summary>Whether none of them has run since.</summary>
    public static bool HaveSlept(string since) => State() == since;

    /// <summary>
    /// Leaves out of every fork what these threads have not used of their stacks: they do not exist there, and eight megabytes of
    /// nothing cost as much to look through as the memory that is used. What they have used stays, for the collector looks at it.
    /// </summary>
    public static void LeaveOutUnusedStacks()
    {
        var mapped = File.ReadLines("/proc/self/maps")
            .Select(line => MappedRange.Parse(Encoding.ASCII.GetBytes(line)))
            .Where(range => range is { IsPrivate: true, Backing: Backing.Nothing })
            .ToArray();
        foreach (var pointer in All().Select(StackPointer))
        {
            foreach (var range in mapped)
            {
                var unused = (pointer - StackKept & ~(nint)4095) - range.Start;
                if (unused > 0 && unused < range.Length)
                {
                    Sys.KeepFromForks((byte*)range.Start, unused);
                }
            }
        }
    }

    // The kernel says of a thread that waits: the call's number, its arguments, the stack pointer, the instruction pointer. 0 where
    // it does not say it, and then that stack is copied.
    private static nint StackPointer(string thread)
    {
        string[] fields;
        try
        {
            fields = File.ReadAllText(Path.Combine(thread, "syscall")).Split(' ');
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return 0;
        }

        return
            fields.Length > 2
            && fields[^2].StartsWith("0x", StringComparison.Ordinal)
            && nint.TryParse(fields[^2][2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var pointer)
            ? pointer
            : 0;
    }

    private static IEnumerable<string> All()
    {
        var self = Sys.Pid().ToString(CultureInfo.InvariantCulture);
        return Directory
            .GetDirectories("/proc/self/task")
            .Where(thread => Path.GetFileName(thread) != self)
            .Order(StringComparer.Ordinal);
    }

    // A thread that ran has been switched to and from, which the kernel counts.
    private static string State()
    {
        var state = new StringBuilder();
        foreach (var thread in All())
        {
            foreach (var line in File.ReadLines(Path.Combine(thread, "status")))
            {
                if (
                    line.StartsWith("State", StringComparison.Ordinal)
                    || line.Contains("ctxt", StringComparison.Ordinal)
                )
                {
                    state.Append('\n').Append(line);
                }
            }
        }

        return state.ToString();
    }
}
