using System.Diagnostics;
using System.Globalization;
using R1Code.Trainer.Models;

namespace R1Code.Trainer.Benchmarks;

/// <summary>What this process holds in memory, in bytes. On Linux the peak can be forgotten; elsewhere it is since the start.</summary>
internal static class ProcessMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>What is held now, after the C library has given back what it only kept for later.</summary>
    public static double Resident()
    {
        NativeHeap.Trim();
        return Read("VmRSS:") ?? Process.GetCurrentProcess().WorkingSet64;
    }

    public static double Peak() => Read("VmHWM:") ?? Process.GetCurrentProcess().PeakWorkingSet64;

    public static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static double? Read(string key)
    {
        if (!File.Exists(Status))
        {
            return null;
        }

        var line = File.ReadLines(Status).First(line => line.StartsWith(key, StringComparison.Ordinal));
        return 1024 * double.Parse(line[key.Length..^2], CultureInfo.InvariantCulture);
    }
}
