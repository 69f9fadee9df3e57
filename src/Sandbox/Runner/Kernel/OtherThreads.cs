using System.Text;

namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>The runtime's own threads beside the main one: whether they sleep, and have slept since.</summary>
internal static class OtherThreads
{
    private const int Looks = 500;

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

    // A thread that ran has been switched to and from, which the kernel counts.
    private static string State()
    {
        var self = Sys.Pid().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var state = new StringBuilder();
        foreach (var thread in Directory.GetDirectories("/proc/self/task").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(thread) != self)
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
        }

        return state.ToString();
    }
}
