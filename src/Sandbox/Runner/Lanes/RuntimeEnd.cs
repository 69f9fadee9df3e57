using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Lets a forked process end as a normal one does. When <c>Main</c> has returned, the runtime waits for foreground threads and
/// gives control back to its host, which then asks the runtime to shut down; that asks the finalizer thread to raise
/// <c>ProcessExit</c>, and waits. A forked process has no finalizer thread. So the host's pointer to the shutdown function is
/// replaced by one to a function that raises the event itself and ends the process.
/// </summary>
internal static unsafe class RuntimeEnd
{
    private const string HostLibrary = "libhostpolicy.so";

    private static readonly Action RaiseProcessExit = typeof(AppContext)
        .GetMethod("OnProcessExit", BindingFlags.NonPublic | BindingFlags.Static)!
        .CreateDelegate<Action>();

    private static int _ending;

    /// <summary>Replaces the pointer, in the supervisor and so in all it forks; false when it cannot be found.</summary>
    public static bool Redirect()
    {
        var library = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libcoreclr.so");
        if (
            !NativeLibrary.TryLoad(library, out var runtime)
            || !NativeLibrary.TryGetExport(runtime, "coreclr_shutdown_2", out var shutdown)
        )
        {
            return false;
        }

        var replacement = (nint)(delegate* unmanaged[Cdecl]<nint, uint, int*, int>)&OnShutdown;
        var replaced = 0;
        foreach (var (start, end) in WritableDataOfHost())
        {
            for (var slot = (nint*)start; slot + 1 <= (nint*)end; slot++)
            {
                if (*slot == shutdown)
                {
                    *slot = replacement;
                    replaced++;
                }
            }
        }

        return replaced == 1;
    }

    /// <summary>Does what <c>Environment.Exit</c> does, as far as code can see.</summary>
    public static void Exit(int code)
    {
        Environment.ExitCode = code;
        End();
    }

    private static void End()
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            RaiseProcessExit();
        }

        Sys.Exit(Environment.ExitCode);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnShutdown(nint host, uint domain, int* exitCode)
    {
        End();
        return 0;
    }

    // The library's initialised data is a writable mapping of its file, its zeroed data the unnamed mapping behind that.
    private static List<(nint Start, nint End)> WritableDataOfHost()
    {
        var found = new List<(nint Start, nint End)>();
        nint expected = 0;
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            var range = fields[0].Split('-');
            var start = nint.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = nint.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var isHosts = fields.Length == 6 && fields[5].EndsWith(HostLibrary, StringComparison.Ordinal);
            var isBehind = fields.Length == 5 && start == expected;
            if ((isHosts || isBehind) && fields[1].StartsWith("rw", StringComparison.Ordinal))
            {
                found.Add((start, end));
            }

            expected = isHosts ? end : 0;
        }

        return found;
    }
}
