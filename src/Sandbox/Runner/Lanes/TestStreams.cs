using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Learning;
using R1Code.Sandbox.Runner.Values;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// What a test reads and writes: files in memory behind descriptors 0, 1 and 2, and a shared area for a call's value.
/// Files rather than pipes, because then nothing has to be drained while a test runs and nobody can block on anybody:
/// the supervisor looks at their size and reads them when the process is gone.
/// </summary>
internal sealed unsafe class TestStreams
{
    private const int SetFlags = 4;
    private const int Unlock = 8;

    public int Stdin { get; } = Sys.MemoryFile("stdin\0"u8);

    public int Stdout { get; } = Sys.MemoryFile("stdout\0"u8);

    public int Stderr { get; } = Sys.MemoryFile("stderr\0"u8);

    public ValueArea Value { get; } = ValueArea.Create();

    /// <summary>Where every test's JIT compiler lists what it compiles; null where it lists nothing.</summary>
    public JitLog? JitLog { get; set; }

    /// <summary>What every test inherits beside the streams: open files whose state is the supervisor's as well.</summary>
    public IReadOnlyList<int> AlsoInherited { get; set; } = [];

    /// <summary>Empties everything and lays the next test's input. All processes of the last test are gone.</summary>
    public void Reset(ReadOnlySpan<byte> input)
    {
        Restore(Stdin, 0);
        Sys.Must("write of the input", Sys.WriteAll(Stdin, input));
        Sys.Truncate(Stdin, input.Length);
        Empty();
        JitLog?.Clear();
        Rewind();
        Value.Reset();
    }

    /// <summary>Forgets what a template wrote that failed; the input stays.</summary>
    public void Empty()
    {
        Sys.Truncate(Stdout, 0);
        Sys.Truncate(Stderr, 0);
    }

    /// <summary>
    /// Puts positions, flags and locks back: an open file has one of each for the supervisor and all tests, so whatever
    /// stayed there would be a message from one test, or one submission, to the next.
    /// </summary>
    private void Rewind()
    {
        Restore(Stdin, 0);
        Restore(Stdout, OpenFlag.Append);
        Restore(Stderr, OpenFlag.Append);
        for (var i = 0; i < AlsoInherited.Count; i++)
        {
            Restore(AlsoInherited[i], 0);
        }
    }

    private static void Restore(int file, int flags)
    {
        Sys.Must("lseek", Sys.Do(Call.Lseek, file, 0, 0));
        Sys.Must("fcntl", Sys.Do(Call.Fcntl, file, SetFlags, flags));
        var unlocked = Sys.Do(Call.Flock, file, Unlock);
        // A file that no lock can be put on, as some of gVisor's, needs none taken off. Linux never says this of unlocking.
        Sys.Must("flock", unlocked == -Errno.NoLocks ? 0 : unlocked);
    }

    /// <summary>Whether a stream holds more than allowed.</summary>
    public bool IsOver(long limit) => Sys.SizeOf(Stdout) > limit || Sys.SizeOf(Stderr) > Math.Max(limit, 64 * 1024);

    /// <summary>What stands first on standard error, for a log.</summary>
    public string StartOfStderr()
    {
        const int most = 600;
        var buffer = stackalloc byte[most];
        var length = Sys.Do(Call.Pread, Stderr, (nint)buffer, most, 0);
        return System.Text.Encoding.UTF8.GetString(buffer, (int)Math.Max(length, 0));
    }

    /// <summary>Makes them descriptors 0, 1 and 2 of this process.</summary>
    public void Attach()
    {
        Sys.Must("dup2", Sys.Do(Call.Dup2, Stdin, 0));
        Sys.Must("dup2", Sys.Do(Call.Dup2, Stdout, 1));
        Sys.Must("dup2", Sys.Do(Call.Dup2, Stderr, 2));
    }

    /// <summary>Appends length and content of a file, up to a limit, to a frame.</summary>
    public static void CopyOut(int file, long offset, int limit, PrivateMemory frame)
    {
        var length = (int)Math.Clamp(Sys.SizeOf(file) - offset, 0, limit);
        ReportWriter.Int32(frame, length);
        var target = frame.Append(length);
        fixed (byte* start = target)
        {
            var done = 0;
            while (done < length)
            {
                var got = Sys.Do(Call.Pread, file, (nint)(start + done), length - done, (nint)(offset + done));
                if (got <= 0)
                {
                    // Cannot shorten any more; a file that shrank under our hands reads as zeros.
                    target[done..].Clear();
                    return;
                }

                done += (int)got;
            }
        }
    }
}
