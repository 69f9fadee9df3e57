using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Lets a forked process end as a normal one does. A forked process has no finalizer thread, and three things wait for it:
/// the shutdown that the host asks for when <c>Main</c> has returned and the runtime has waited for foreground threads,
/// <c>Environment.Exit</c>, and <c>GC.WaitForPendingFinalizers</c>. Each is reached through a pointer in a library's data; the
/// pointers are replaced by functions that do the finalizer thread's part themselves.
/// </summary>
[StackTraceHidden]
internal static unsafe class RuntimeEnd
{
    /// <summary>Name under which the compiler's helper finds a way to exit.</summary>
    public const string ExitSlot = "r1code.exit";

    /// <summary>Name under which the compiler's helper finds a way to run finalizers.</summary>
    public const string FinalizersSlot = "r1code.finalizers";

    private static readonly Action RaiseProcessExit = typeof(AppContext)
        .GetMethod("OnProcessExit", BindingFlags.NonPublic | BindingFlags.Static)!
        .CreateDelegate<Action>();

    // In the C library's heap, which every test finds mapped; a literal lies in a file.
    private static readonly nint ThreadsFolder = Marshal.StringToCoTaskMemUTF8("/proc/self/task");

    private static int _ending;

    /// <summary>
    /// Replaces the pointers, in the supervisor and so in all it forks; returns what could not be replaced. Must run before
    /// anything in this process has exited or waited for finalizers, because a call once bound is not looked up again.
    /// </summary>
    public static IReadOnlyList<string> Redirect()
    {
        var failed = new List<string>();
        var path = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libcoreclr.so");
        if (
            !NativeLibrary.TryLoad(path, out var handle)
            || !NativeLibrary.TryGetExport(handle, "coreclr_shutdown_2", out var shutdown)
            || !LoadedLibrary
                .Find("libhostpolicy.so")
                .ReplacePointer(shutdown, (nint)(delegate* unmanaged[Cdecl]<nint, uint, int*, int>)&OnShutdown)
        )
        {
            failed.Add("shutdown");
        }

        var runtime = LoadedLibrary.Find("libcoreclr.so");
        if (!runtime.ReplaceTableEntry("Environment_Exit"u8, (nint)(delegate* unmanaged<int, void>)&OnExit))
        {
            failed.Add("Environment.Exit");
        }

        if (
            !runtime.ReplaceTableEntry(
                "GCInterface_WaitForPendingFinalizers"u8,
                (nint)(delegate* unmanaged<void>)&OnWaitForFinalizers
            )
        )
        {
            failed.Add("GC.WaitForPendingFinalizers");
        }

        AppContext.SetData(ExitSlot, new Action<int>(Exit));
        AppContext.SetData(FinalizersSlot, new Action(Finalizers.RunDue));
        return failed;
    }

    /// <summary>
    /// Raises <c>ProcessExit</c>, to which nobody listens in the supervisor, so that what the runtime binds for it is inherited: each
    /// test would do that again, a quarter of the pages it touches.
    /// </summary>
    public static void Rehearse() => RaiseProcessExit();

    /// <summary>
    /// Whether this process has no thread but the calling one, so that its end need not wait for anybody. False also where
    /// that cannot be seen.
    /// </summary>
    public static bool IsNobodyElseHere() => Sys.ThreadsIn((byte*)ThreadsFolder) == 1;

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

        Sys.Flush();

        Sys.Exit(Environment.ExitCode);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnShutdown(nint host, uint domain, int* exitCode)
    {
        End();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static void OnExit(int code) => Exit(code);

    [UnmanagedCallersOnly]
    private static void OnWaitForFinalizers() => Finalizers.RunDue();
}
