using System.Globalization;

namespace R1Code.Sandbox.Auditing;

/// <summary>
/// The host's table of processes, read from <c>/proc</c>: who shares a PID namespace, and what it takes. A process that
/// ends while it is looked at counts as gone.
/// </summary>
internal static class HostProcesses
{
    // Of /proc/PID/stat behind the name: user and system time, then the same of children, in the kernel's fixed ticks.
    private const int FirstCpuField = 11;
    private const int LastCpuField = 14;
    private const double TicksPerSecond = 100;

    /// <summary>Processes in the PID namespace of one of them; null where that may not be seen.</summary>
    public static IReadOnlyList<int>? InNamespaceOf(int process)
    {
        var space = NamespaceOf(process);
        return space is null ? null : [.. All().Where(other => NamespaceOf(other) == space)];
    }

    /// <summary>Direct children of a process.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process)
    {
        var parent = process.ToString(CultureInfo.InvariantCulture);
        return [.. All().Where(child => Fields(child) is { Length: > 1 } fields && fields[1] == parent)];
    }

    /// <summary>Resident bytes; 0 for a process that is gone.</summary>
    public static long ResidentBytes(int process) =>
        Read(process, "statm") is { } statm
        && statm.Split(' ') is [_, var resident, ..]
        && long.TryParse(resident, NumberStyles.None, CultureInfo.InvariantCulture, out var pages)
            ? pages * Environment.SystemPageSize
            : 0;

    /// <summary>Processor time of a process and of the children it has waited for; null for one that is gone.</summary>
    public static TimeSpan? CpuTime(int process) =>
        Fields(process) is { Length: > LastCpuField } fields
            ? TimeSpan.FromSeconds(
                fields[FirstCpuField..(LastCpuField + 1)].Sum(f => long.Parse(f, CultureInfo.InvariantCulture))
                    / TicksPerSecond
            )
            : null;

    /// <summary>The command line with spaces between its words.</summary>
    public static string CommandLine(int process) => (Read(process, "cmdline") ?? "").Replace('\0', ' ').Trim();

    /// <summary>Entries below <c>/tmp</c> as a process sees it; null where that may not be seen.</summary>
    public static int? ScratchEntries(int process)
    {
        try
        {
            return Directory
                .EnumerateFileSystemEntries(
                    Path.Combine(Folder(process), "root/tmp"),
                    "*",
                    // A link is an entry, never a way to another place.
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        AttributesToSkip = FileAttributes.None,
                        MaxRecursionDepth = 16,
                    }
                )
                .Count();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<int> All() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder =>
                int.TryParse(
                    Path.GetFileName(folder.AsSpan()),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var id
                )
                    ? id
                    : 0
            )
            .Where(id => id > 0);

    private static string? NamespaceOf(int process)
    {
        try
        {
            return new FileInfo(Path.Combine(Folder(process), "ns/pid")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // State, parent, … : what follows the name, which may hold anything.
    private static string[]? Fields(int process) =>
        Read(process, "stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Folder(process), file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Folder(int process) => $"/proc/{process.ToString(CultureInfo.InvariantCulture)}";
}
