using System.Runtime.InteropServices;

namespace R1Code.Trainer.Models;

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

    /// <summary>
    /// Whether blocks of 2 MB and more go back to the system as soon as they are freed, for the whole process. A checkpointed
    /// step has few of them and is a third smaller for it; any other has many, and would take a third longer.
    /// </summary>
    public static void MapLargeBlocks(bool wanted)
    {
        const int trimThreshold = -1;
        const int mapThreshold = -3;
        if (_cannotTrim)
        {
            return;
        }

        try
        {
            // The larger values are those at which glibc arrives by itself.
            _ = Configure(mapThreshold, (wanted ? 2 : 32) << 20);
            _ = Configure(trimThreshold, (wanted ? 8 : 64) << 20);
        }
        catch (EntryPointNotFoundException)
        {
            _cannotTrim = true;
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Configure(int parameter, int value);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimHeap(nuint keep);
}
