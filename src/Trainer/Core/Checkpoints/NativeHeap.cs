using System.Runtime.InteropServices;

namespace R1Code.Trainer.Checkpoints;

/// <summary>The C library's heap, which keeps what was freed for later: with the scratch of a training step, more at every step.</summary>
internal static class NativeHeap
{
    // The system hands out given-back pages one fault at a time, which a small model's step feels.
    private const long MillisecondsBetween = 5000;

    private static bool _cannotTrim = !OperatingSystem.IsLinux();
    private static long _trimmedAt = Environment.TickCount64;

    /// <summary>As <see cref="Trim"/>, where the last time is some seconds ago: called after each step.</summary>
    public static void TrimNowAndThen()
    {
        if (Environment.TickCount64 - _trimmedAt >= MillisecondsBetween)
        {
            Trim();
        }
    }

    /// <summary>Gives free pages back to the system.</summary>
    public static void Trim()
    {
        if (_cannotTrim)
        {
            return;
        }

        _trimmedAt = Environment.TickCount64;
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
