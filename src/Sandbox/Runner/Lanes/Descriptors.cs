using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// The descriptors the runtime itself holds once it is warm (its source of random bytes, say). They stay open in a test;
/// every other one is closed there.
/// </summary>
internal sealed unsafe class Descriptors
{
    private readonly List<int> _runtimes;

    private Descriptors(List<int> runtimes) => _runtimes = runtimes;

    /// <summary>Notes what is open now, before the supervisor opens its own.</summary>
    public static Descriptors OfRuntime()
    {
        const int most = 1024;
        var open = new List<int>();
        for (var descriptor = 3; descriptor < most; descriptor++)
        {
            if (IsRandomSource(descriptor))
            {
                open.Add(descriptor);
            }
        }

        return new Descriptors(open);
    }

    /// <summary>Closes all but 0, 1, 2, the runtime's and <paramref name="kept"/>, which must be ascending.</summary>
    public void CloseOthers(ReadOnlySpan<int> kept)
    {
        Span<int> keep = stackalloc int[_runtimes.Count + kept.Length];
        CollectionsMarshal.AsSpan(_runtimes).CopyTo(keep);
        kept.CopyTo(keep[_runtimes.Count..]);
        keep.Sort();
        var from = 3;
        foreach (var descriptor in keep)
        {
            if (descriptor > from)
            {
                Sys.Must("close_range", Sys.Do(Call.CloseRange, from, descriptor - 1));
            }

            from = descriptor + 1;
        }

        Sys.Must("close_range", Sys.Do(Call.CloseRange, from, -1));
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
