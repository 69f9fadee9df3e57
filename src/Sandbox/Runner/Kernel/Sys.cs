using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>
/// The one door to the kernel: every call goes through <c>syscall(2)</c>. The C library's own wrappers keep state per
/// thread and per process that a raw fork leaves stale; this one keeps none. Results below zero are negated error numbers.
/// </summary>
internal static unsafe partial class Sys
{
    [LibraryImport("libc.so.6", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Raw(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint kept);

    /// <summary>Gives back what the C library keeps of freed memory; made before any fork.</summary>
    public static void TrimHeap() => _ = Trim(0);

    [LibraryImport("libc.so.6", EntryPoint = "fflush")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushFiles(nint all);

    /// <summary>Writes out what the C library holds back for its open files: the JIT compiler's list is one.</summary>
    public static void Flush() => _ = FlushFiles(0);

    /// <summary>Makes a system call.</summary>
    public static long Do(int call, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        var result = Raw(call, a, b, c, d, e, f);
        return result == -1 ? -Marshal.GetLastSystemError() : result;
    }

    /// <summary>Makes a system call that must not fail.</summary>
    /// <exception cref="KernelException">It failed.</exception>
    public static long Must(string what, long result) =>
        result >= 0 ? result : throw new KernelException(what, (int)-result);

    /// <summary>Ends this process at once: no handler, no destructor, no flush.</summary>
    [DoesNotReturn]
    public static void Exit(int code)
    {
        while (true)
        {
            Do(Call.ExitGroup, code);
        }
    }

    public static int Pid() => (int)Do(Call.Getpid);

    public static void Close(int descriptor) => Do(Call.Close, descriptor);

    /// <summary>Closes every descriptor from one on.</summary>
    // Up to the highest that there can be, and not to -1: Linux takes the number's low half, gVisor refuses it.
    public static void CloseFrom(int first) => Must("close_range", Do(Call.CloseRange, first, int.MaxValue));

    /// <summary>Reads once; interrupted reads are repeated.</summary>
    public static long Read(int descriptor, void* buffer, long length)
    {
        long got;
        do
        {
            got = Do(Call.Read, descriptor, (nint)buffer, (nint)length);
        } while (got == -Errno.Interrupted);
        return got;
    }

    /// <summary>Writes everything, or says which error stopped it.</summary>
    public static long WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            long written = 0;
            while (written < bytes.Length)
            {
                var put = Do(Call.Write, descriptor, (nint)(start + written), (nint)(bytes.Length - written));
                if (put < 0 && put != -Errno.Interrupted)
                {
                    return put;
                }

                written += Math.Max(put, 0);
            }

            return written;
        }
    }

    /// <summary>Opens a path given as a NUL-terminated literal.</summary>
    public static int Open(int folder, ReadOnlySpan<byte> path, int flags, int mode = 0)
    {
        fixed (byte* name = path)
        {
            return (int)Do(Call.Openat, folder, (nint)name, flags | OpenFlag.CloseOnExec, mode);
        }
    }

    /// <summary>An anonymous file in memory.</summary>
    public static int MemoryFile(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return (int)Must(
                "memfd_create",
                Do(
                    Call.MemfdCreate,
                    (nint)text,
                    1 /* close on exec */
                )
            );
        }
    }

    public static long SizeOf(int descriptor)
    {
        Stat stat;
        return Do(Call.Fstat, descriptor, (nint)(&stat)) < 0 ? -1 : stat.Size;
    }

    /// <summary>
    /// Gives a file in memory a length. One that is as long already, and holds no memory beyond that, is left alone: asking costs less.
    /// </summary>
    public static void Truncate(int file, long length)
    {
        const int page = 4096;
        const int block = 512;
        Stat stat;
        var needed = (length + page - 1) / page * (page / block);
        if (Do(Call.Fstat, file, (nint)(&stat)) < 0 || stat.Size != length || stat.Blocks > needed)
        {
            Must("ftruncate", Do(Call.Ftruncate, file, (nint)length));
        }
    }

    /// <summary>Whether a file in memory has this length and holds no memory.</summary>
    public static bool IsHole(int file, long length)
    {
        Stat stat;
        return Do(Call.Fstat, file, (nint)(&stat)) >= 0 && stat.Size == length && stat.Blocks == 0;
    }

    /// <summary>How many threads a process has, by its folder of them in <c>/proc</c>, a NUL-terminated path; 0 where that cannot be seen.</summary>
    public static long ThreadsIn(byte* folder)
    {
        // A folder's links are its parent's, its own, and one for each folder in it: a thread.
        const int without = 2;
        Stat stat;
        return Do(Call.Newfstatat, OpenFlag.CurrentFolder, (nint)folder, (nint)(&stat)) < 0 ? 0 : stat.Links - without;
    }

    public static (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        Must("pipe2", Do(Call.Pipe2, (nint)ends, OpenFlag.CloseOnExec));
        return (ends[0], ends[1]);
    }

    /// <summary>Waits until a descriptor can be read or the time is up; true when it can.</summary>
    public static bool Readable(int descriptor, int milliseconds)
    {
        var poll = new PollEntry { Descriptor = descriptor, Events = 1 };
        return Do(Call.Poll, (nint)(&poll), 1, milliseconds) > 0;
    }

    /// <summary>Maps memory of its own or of a file.</summary>
    public static byte* Map(long length, int descriptor, bool shared)
    {
        const int readWrite = 3;
        var flags = (shared ? 1 : 2) | (descriptor < 0 ? 0x20 : 0);
        return (byte*)Must("mmap", Do(Call.Mmap, 0, (nint)length, readWrite, flags, descriptor, 0));
    }

    /// <summary>Leaves memory out of every fork.</summary>
    public static long KeepFromForks(byte* start, long length)
    {
        const int dontFork = 10;
        return Do(Call.Madvise, (nint)start, (nint)length, dontFork);
    }

    public static void Unmap(byte* start, long length) => Do(Call.Munmap, (nint)start, (nint)length);

    public static long Prctl(int option, nint value = 0) => Do(Call.Prctl, option, value);
}

/// <summary>Error numbers that are told apart.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int Interrupted = 4;
    public const int NoChild = 10;
    public const int Invalid = 22;
    public const int NoLocks = 37;
    public const int NotThere = 38;
}

/// <summary>Flags of <c>openat</c>.</summary>
internal static class OpenFlag
{
    public const int CurrentFolder = -100;
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int Directory = 0x10000;
    public const int NoFollow = 0x20000;
    public const int CloseOnExec = 0x80000;
}

/// <summary>Signals that are told apart.</summary>
internal static class Signal
{
    public const int Abort = 6;
    public const int Kill = 9;
    public const int Segv = 11;
    public const int Child = 17;
    public const int CpuTime = 24;
    public const int FileSize = 25;
}

/// <summary>A system call failed that must not: the box is broken, not the submission.</summary>
internal sealed class KernelException(string call, int error)
    : Exception($"{call} failed with error {error} ({Marshal.GetPInvokeErrorMessage(error)})");

[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Returned;
}

/// <summary>The kernel's <c>struct stat</c> for x86-64.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct Stat
{
    [FieldOffset(16)]
    public long Links;

    [FieldOffset(24)]
    public uint Mode;

    [FieldOffset(28)]
    public uint User;

    [FieldOffset(40)]
    public long Device;

    [FieldOffset(48)]
    public long Size;

    /// <summary>Of 512 bytes each, also where they lie beyond the size.</summary>
    [FieldOffset(64)]
    public long Blocks;

    public readonly bool IsRegular => (Mode & 0xF000) == 0x8000;
}

/// <summary>The kernel's <c>struct rusage</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct Usage
{
    [FieldOffset(0)]
    public long UserSeconds;

    [FieldOffset(8)]
    public long UserMicros;

    [FieldOffset(16)]
    public long SystemSeconds;

    [FieldOffset(24)]
    public long SystemMicros;

    [FieldOffset(32)]
    public long PeakKilobytes;

    public readonly long CpuMicros => (UserSeconds + SystemSeconds) * 1_000_000 + UserMicros + SystemMicros;
}
