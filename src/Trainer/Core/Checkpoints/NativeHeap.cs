using System.Runtime.InteropServices;

namespace R1Code.Trainer.Checkpoints;

/// <summary>The C library's heap, which keeps what was freed for later: with the scratch of a training step, more at every step.</summary>
internal static class NativeHeap
{
    private static bool _cannotTrim = !OperatingSystem.IsLinux();

    /// <summary>Gives free pages back to the system.</summary>
    public static void Trim()
    {
        if (_cannotTrim)
        {
            return;
        }

        try
        {
            _ = TrimHeap(0);
        }
        catch (EntryPointNotFoundException)
        {
            _cannotTrim = true; // only glibc has the call; other C libraries keep less
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimHeap(nuint keep);
}
