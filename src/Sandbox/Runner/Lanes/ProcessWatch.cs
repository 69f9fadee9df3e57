using System.Diagnostics;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>What a process has taken that is not its test's: resident bytes and microseconds of CPU time.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Spending(long Bytes, long CpuMicros);

/// <summary>
/// Waits for a test's process and measures it from outside: monotonic clock, the kernel's CPU clock and resident size.
/// Nothing the process does can hold the supervisor up; passing a limit ends it.
/// </summary>
internal sealed unsafe class ProcessWatch
{
    private const int FirstTickMs = 4;
    private const int TickMs = 10;
    private const int NoHang = 1;
    private const long PageBytes = 4096;

    private readonly MemoryVictims _victims = new();

    /// <summary>What a process has taken so far.</summary>
    public static Spending SpentBy(int process) => new(ResidentBytes(process), CpuMicros(process));

    /// <summary>
    /// Waits until <paramref name="process"/>, a child of this process, is gone. What it had taken <paramref name="before"/> its
    /// test is neither reported nor held against its limits.
    /// </summary>
    public TestFacts Watch(int process, long started, Spending before, TestLimits limits, TestStreams streams)
    {
        var handle = (int)Sys.Do(Call.PidfdOpen, process, 0);
        var victimsBefore = _victims.Count();
        var most = new Spending(limits.MemoryMb * 1024L * 1024 + before.Bytes, limits.CpuMs * 1000L + before.CpuMicros);
        var killedFor = default(TestEnd);
        var hadThreads = false;
        int status;
        Usage usage;
        for (var tick = FirstTickMs; ; tick = TickMs)
        {
            Pause(handle, process, Math.Min(tick, RemainingMs(started, limits.WallMs)));
            var gone = Sys.Do(Call.Wait4, process, (nint)(&status), NoHang, (nint)(&usage));
            if (gone == process)
            {
                break;
            }

            if (gone < 0)
            {
                Close(handle);
                return new TestFacts { End = TestEnd.BoxFailure };
            }

            killedFor = Passed(process, started, most, limits, streams);
            if (killedFor != default)
            {
                hadThreads = HasThreads(process);
                Sys.Do(Call.Kill, process, Signal.Kill);
                Sys.Do(Call.Wait4, process, (nint)(&status), 0, (nint)(&usage));
                break;
            }
        }

        var wall = Micros(started);
        Close(handle);
        var facts = new TestFacts
        {
            End = TestEnd.Exited,
            WallMicros = wall,
            CpuMicros = Math.Max(0, usage.CpuMicros - before.CpuMicros),
            PeakBytes = Math.Max(0, usage.PeakKilobytes * 1024 - before.Bytes),
        };
        return killedFor != default
            ? facts with
            {
                End = killedFor,
                HadThreads = hadThreads,
            }
            : Ended(facts, status, limits, streams, victimsBefore);
    }

    /// <summary>Microseconds since a time stamp of <see cref="Stopwatch"/>.</summary>
    public static long Micros(long started) => (Stopwatch.GetTimestamp() - started) / (Stopwatch.Frequency / 1_000_000);

    private TestFacts Ended(TestFacts facts, int status, TestLimits limits, TestStreams streams, long victimsBefore)
    {
        var signal = status & 0x7F;
        facts = signal == 0 ? facts with { ExitCode = status >> 8 & 0xFF } : facts with { Signal = signal };
        var wasVictim = signal == Signal.Kill && _victims.Count() > victimsBefore;
        return facts with { End = HowEnded(facts, limits, streams, wasVictim) };
    }

    private static TestEnd HowEnded(in TestFacts facts, TestLimits limits, TestStreams streams, bool wasVictim)
    {
        // A quick process can pass a limit between two looks; the sums at its end decide as well.
        if (facts.Signal == Signal.CpuTime || facts.CpuMicros > limits.CpuMs * 1000L)
        {
            return TestEnd.CpuLimit;
        }

        if (wasVictim || facts.PeakBytes > limits.MemoryMb * 1024L * 1024)
        {
            return TestEnd.MemoryLimit;
        }

        if (facts.Signal == Signal.FileSize || streams.IsOver(limits.OutputKb * 1024L))
        {
            return TestEnd.OutputLimit;
        }

        if (OutOfMemory.IsSaid(facts, streams))
        {
            return TestEnd.MemoryLimit;
        }

        return facts.Signal == 0 ? TestEnd.Exited : TestEnd.Signaled;
    }

    private static TestEnd Passed(int process, long started, Spending most, TestLimits limits, TestStreams streams)
    {
        if (RemainingMs(started, limits.WallMs) <= 0)
        {
            return TestEnd.WallLimit;
        }

        if (CpuMicros(process) > most.CpuMicros)
        {
            return TestEnd.CpuLimit;
        }

        if (ResidentBytes(process) > most.Bytes)
        {
            return TestEnd.MemoryLimit;
        }

        return streams.IsOver(limits.OutputKb * 1024L) ? TestEnd.OutputLimit : default;
    }

    private static void Pause(int handle, int process, int milliseconds)
    {
        milliseconds = Math.Max(milliseconds, 0);
        if (handle >= 0)
        {
            Sys.Readable(handle, milliseconds);
            return;
        }

        // No process handles here (old kernels, some sandboxes): look often at first, then less.
        var until = Stopwatch.GetTimestamp() + milliseconds * Stopwatch.Frequency / 1000;
        var pause = stackalloc long[2];
        pause[0] = 0;
        pause[1] = 300_000;
        do
        {
            Sys.Do(Call.Nanosleep, (nint)pause);
        } while (Stopwatch.GetTimestamp() < until && !IsZombie(process));
    }

    private static bool IsZombie(int process)
    {
        const int exited = 4;
        const int leaveWaitable = 0x01000000;
        const int byProcess = 1;
        var info = stackalloc long[16];
        new Span<long>(info, 16).Clear();
        const int waitid = 247;
        return Sys.Do(waitid, byProcess, process, (nint)info, exited | NoHang | leaveWaitable, 0) == 0 && info[0] != 0;
    }

    private static int RemainingMs(long started, int wallMs) => wallMs - (int)(Micros(started) / 1000);

    /// <summary>CPU time of all threads so far, from the kernel's clock of the process; 0 where there is none.</summary>
    private static long CpuMicros(int process)
    {
        var clock = (~process << 3) | 2;
        var time = stackalloc long[2];
        return Sys.Do(Call.ClockGettime, clock, (nint)time) < 0 ? 0 : time[0] * 1_000_000 + time[1] / 1000;
    }

    /// <summary>Resident size now, from <c>/proc/PID/statm</c>.</summary>
    public static long ResidentBytes(int process)
    {
        Span<byte> path = stackalloc byte[32];
        if (!System.Text.Unicode.Utf8.TryWrite(path, $"/proc/{process}/statm\0", out _))
        {
            return 0;
        }

        var file = Sys.Open(OpenFlag.CurrentFolder, path, OpenFlag.ReadOnly);
        if (file < 0)
        {
            return 0;
        }

        var text = stackalloc byte[128];
        var length = (int)Sys.Read(file, text, 128);
        Sys.Close(file);
        var fields = new ReadOnlySpan<byte>(text, Math.Max(length, 0));
        var second = fields.IndexOf((byte)' ') + 1;
        return second > 0 && System.Buffers.Text.Utf8Parser.TryParse(fields[second..], out long pages, out _)
            ? pages * PageBytes
            : 0;
    }

    private static bool HasThreads(int process)
    {
        Span<byte> path = stackalloc byte[32];
        if (!System.Text.Unicode.Utf8.TryWrite(path, $"/proc/{process}/task\0", out _))
        {
            return false;
        }

        fixed (byte* folder = path)
        {
            return Sys.ThreadsIn(folder) > 1;
        }
    }

    private static void Close(int handle)
    {
        if (handle >= 0)
        {
            Sys.Close(handle);
        }
    }
}
