using System.Text;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Learning;

/// <summary>
/// The list that the JIT compiler writes of every method it compiles, a line each. The environment sends it to <c>/dev/null</c>;
/// here that open file is exchanged for one in memory. The C library holds lines back until it is told to flush.
/// </summary>
internal sealed unsafe class JitLog
{
    private const int GetFlags = 3;
    private const int MostDescriptors = 1024;
    private const int MostBytes = 256 * 1024;
    private const int CharacterDevice = 0x2000;
    private const long NullDevice = 0x103;

    private JitLog(int descriptor) => Descriptor = descriptor;

    /// <summary>The open file, in this process and all it forks.</summary>
    public int Descriptor { get; }

    /// <summary>Takes the list over; null where the compiler writes none, and then nothing can be learned from it.</summary>
    public static JitLog? Open()
    {
        for (var descriptor = 3; descriptor < MostDescriptors; descriptor++)
        {
            if (IsNullForAppending(descriptor))
            {
                var file = Sys.MemoryFile("compiled\0"u8);
                Sys.Must("dup2", Sys.Do(Call.Dup2, file, descriptor));
                Sys.Close(file);
                return new JitLog(descriptor);
            }
        }

        return null;
    }

    /// <summary>Whether it holds nothing.</summary>
    public bool IsEmpty => Sys.SizeOf(Descriptor) <= 0;

    /// <summary>Writes out what the C library holds back and forgets the list so far.</summary>
    public void Clear()
    {
        Sys.Flush();
        Sys.Truncate(Descriptor, 0);
        Sys.Must("lseek", Sys.Do(Call.Lseek, Descriptor, 0, 0));
    }

    /// <summary>The list, up to a size that no sensible program passes.</summary>
    public string Read()
    {
        var bytes = new byte[Math.Clamp(Sys.SizeOf(Descriptor), 0, MostBytes)];
        fixed (byte* start = bytes)
        {
            var got = Sys.Do(Call.Pread, Descriptor, (nint)start, bytes.Length, 0);
            return Encoding.UTF8.GetString(bytes, 0, (int)Math.Max(got, 0));
        }
    }

    private static bool IsNullForAppending(int descriptor)
    {
        var stat = default(Stat);
        if (
            Sys.Do(Call.Fstat, descriptor, (nint)(&stat)) < 0
            || (stat.Mode & 0xF000) != CharacterDevice
            || stat.Device != NullDevice
        )
        {
            return false;
        }

        var flags = Sys.Do(Call.Fcntl, descriptor, GetFlags);
        return (flags & (OpenFlag.WriteOnly | OpenFlag.Append)) == (OpenFlag.WriteOnly | OpenFlag.Append);
    }
}
