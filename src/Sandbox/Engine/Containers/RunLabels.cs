using System.Globalization;

namespace R1Code.Sandbox.Containers;

/// <summary>
/// The labels on every container: which run started it and which process owns that run. A container may be swept when
/// its owner is gone; a process number alone does not say that, because numbers are used again, so the owner's start
/// time is part of it.
/// </summary>
internal static class RunLabels
{
    /// <summary>Label with the run's id.</summary>
    public const string Run = "r1code.run";

    /// <summary>Label with the owner: process number, its start time, the host's name.</summary>
    public const string Owner = "r1code.owner-pid";

    /// <summary>Label with the role.</summary>
    public const string Role = "r1code.role";

    /// <summary>This process as an owner.</summary>
    public static string ThisOwner { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessId}:{StartTime(Environment.ProcessId)}:{Environment.MachineName}"
        );

    /// <summary>Whether the owner in a label is surely gone. An owner on another host is never called gone.</summary>
    public static bool IsGone(string owner)
    {
        var parts = owner.Split(':', 3);
        return parts.Length == 3
            && parts[2] == Environment.MachineName
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && StartTime(pid) != parts[1];
    }

    // Field 22 of /proc/PID/stat: clock ticks from boot to the start. The name before it may hold anything, so fields
    // are counted from the last parenthesis.
    private static string StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return ""; // no such process
        }
    }
}
