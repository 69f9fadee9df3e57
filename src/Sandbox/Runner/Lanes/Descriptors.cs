using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Learning;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// The descriptors the runtime itself holds once it is warm. In a test its source of random bytes stays open and its pipes'
/// places stay taken: at a crash the runtime writes to the pipe of a thread that a forked process does not have, and would
/// write into whatever the submission opened there, then wait two seconds for that thread. Every other one is closed.
/// </summary>
internal sealed unsafe class Descriptors
{
    private static ReadOnlySpan<byte> Null => "/dev/null\0"u8;

    // Open for reading only, so that writing to it fails at once.
    private static readonly int Blank = Sys.Open(OpenFlag.CurrentFolder, Null, OpenFlag.ReadOnly);

    private readonly List<int> _kept = [];
    private readonly List<int> _pipes = [];

    /// <summary>Notes what is open now, before the supervisor opens pipes of its own.</summary>
    public static Descriptors OfRuntime(JitLog? jitLog = null)
    {
        const int most = 1024;
        var runtimes = new Descriptors();
        for (var descriptor = 3; descriptor < most; descriptor++)
        {
            if (IsPipe(descriptor))
            {
                runtimes._pipes.Add(descriptor);
                runtimes._kept.Add(descriptor);
            }
            else if (IsRandomSource(descriptor) || descriptor == jitLog?.Descriptor)
            {
                runtimes._kept.Add(descriptor);
            }
        }

        // For nothing, but what it binds is then bound in every template.
        _ = runtimes.InOrder([1, 0]);
        return runtimes;
    }

    /// <summary>Open files of the supervisor that every test inherits.</summary>
    public IReadOnlyList<int> Inherited => [.. _kept.Except(_pipes), Blank];

    /// <summary>Closes all but 0, 1, 2, the runtime's and <paramref name="kept"/>, and blanks the runtime's pipes.</summary>
    public void CloseOthers(ReadOnlySpan<int> kept)
    {
        foreach (var pipe in _pipes)
        {
            Sys.Must("dup3", Sys.Do(Call.Dup3, Blank, pipe, OpenFlag.CloseOnExec));
        }

        var from = 3;
        foreach (var descriptor in InOrder(kept))
        {
            if (descriptor > from)
            {
                Sys.Must("close_range", Sys.Do(Call.CloseRange, from, descriptor - 1));
            }

            from = descriptor + 1;
        }

        Sys.CloseFrom(from);
    }

    private int[] InOrder(ReadOnlySpan<int> kept)
    {
        int[] all = [.. _kept, .. kept];
        Array.Sort(all);
        return all;
    }

    private static bool IsPipe(int descriptor)
    {
        var stat = default(Stat);
        return Sys.Do(Call.Fstat, descriptor, (nint)(&stat)) >= 0 && (stat.Mode & 0xF000) == 0x1000;
    }

    // Character device 1:9 is /dev/urandom, 1:8 /dev/random.
    private static bool IsRandomSource(int descriptor)
    {
        var stat = stackalloc byte[144];
        if (Sys.Do(Call.Fstat, descriptor, (nint)stat) < 0)
        {
            return false;
        }

        var mode = *(uint*)(stat + 24);
        var device = *(long*)(stat + 40);
        return (mode & 0xF000) == 0x2000 && device is 0x108 or 0x109;
    }
}
