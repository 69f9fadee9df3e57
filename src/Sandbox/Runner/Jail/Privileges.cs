using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Jail;

/// <summary>
/// Takes from a process everything a submission must not have: its user, groups, capabilities and resources. Runs in a
/// freshly forked child, before any of the submission's code is loaded.
/// </summary>
internal static unsafe class Privileges
{
    private const int SetParentDeathSignal = 1;
    private const int SetDumpable = 4;
    private const int SetNoNewPrivileges = 38;
    private const uint CapabilityVersion3 = 0x20080522;

    /// <summary>Moves this process to <paramref name="user"/> without any privilege; 0 keeps the user where others cannot be had.</summary>
    public static void Drop(int user, int supervisor)
    {
        PreferAsMemoryVictim();
        Sys.Do(Call.Setsid);
        if (user != 0)
        {
            Sys.Must("setgroups", Sys.Do(Call.Setgroups));
            Sys.Must("setresgid", Sys.Do(Call.Setresgid, user, user, user));
            Sys.Must("setresuid", Sys.Do(Call.Setresuid, user, user, user));
        }

        DropCapabilities();

        Hide();
        Sys.Must("prctl(no_new_privs)", Sys.Prctl(SetNoNewPrivileges, 1));

        // After the change of user, which forgets it.
        DieWithParent();
        if (Sys.Do(Call.Getppid) != supervisor)
        {
            Sys.Exit(1);
        }
    }

    /// <summary>Not dumpable: /proc/PID/mem and its like belong to root, even for another process of the same user.</summary>
    public static void Hide() => Sys.Must("prctl(dumpable)", Sys.Prctl(SetDumpable, 0));

    /// <summary>Asks the kernel to end this process when its parent ends; a fork forgets it.</summary>
    public static void DieWithParent() => Sys.Must("prctl(pdeathsig)", Sys.Prctl(SetParentDeathSignal, Signal.Kill));

    private static void DropCapabilities()
    {
        var header = stackalloc uint[2];
        header[0] = CapabilityVersion3;
        header[1] = 0;
        var sets = stackalloc uint[6];
        new Span<uint>(sets, 6).Clear();
        Sys.Must("capset", Sys.Do(Call.Capset, (nint)header, (nint)sets));
    }

    private static void PreferAsMemoryVictim()
    {
        var file = Sys.Open(OpenFlag.CurrentFolder, "/proc/self/oom_score_adj\0"u8, OpenFlag.WriteOnly);
        if (file >= 0)
        {
            Sys.WriteAll(file, "1000"u8);
            Sys.Close(file);
        }
    }
}

/// <summary>Resource limits of a submission's processes: the backstop behind the supervisor's own measuring.</summary>
internal static unsafe class ResourceLimits
{
    private const int Cpu = 0;
    private const int FileSize = 1;
    private const int Core = 4;
    private const int Processes = 6;
    private const int OpenFiles = 7;
    private const int LockedMemory = 8;
    private const int MessageQueues = 12;

    private const long MaxThreads = 512;
    private const long MaxOpenFiles = 256;
    private const long MaxFileBytes = 64L * 1024 * 1024;

    /// <summary>Sets them for this process and those it forks.</summary>
    public static void Set(int cpuMs)
    {
        var cpuSeconds = (cpuMs + 999) / 1000 + 1;
        Limit(Cpu, cpuSeconds, cpuSeconds + 1);
        Limit(FileSize, MaxFileBytes);
        Limit(Core, 0);
        Limit(Processes, MaxThreads);
        Limit(OpenFiles, MaxOpenFiles);
        Limit(LockedMemory, 64 * 1024);
        // The filter refuses their making as well, so a kernel that cannot limit them, as gVisor's, does no harm.
        TryLimit(MessageQueues, 0, 0);
    }

    private static void Limit(int resource, long value) => Limit(resource, value, value);

    private static void Limit(int resource, long soft, long hard) =>
        Sys.Must("prlimit", TryLimit(resource, soft, hard));

    private static long TryLimit(int resource, long soft, long hard)
    {
        Pair now;
        Sys.Must("prlimit", Sys.Do(Call.Prlimit, 0, resource, 0, (nint)(&now)));

        // Never above what this process has: raising needs a capability that the supervisor does not hold.
        var ceiling = now.Hard < 0 ? long.MaxValue : now.Hard;
        var pair = new Pair { Soft = Math.Min(soft, ceiling), Hard = Math.Min(hard, ceiling) };
        return Sys.Do(Call.Prlimit, 0, resource, (nint)(&pair));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Pair
    {
        public long Soft;
        public long Hard;
    }
}
