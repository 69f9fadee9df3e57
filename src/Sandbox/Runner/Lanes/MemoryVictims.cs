using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Reads how often the kernel ended a process of this box for memory, where the control group says so. It tells the
/// kernel's kill from one that a submission sent to itself.
/// </summary>
internal sealed unsafe class MemoryVictims
{
    private readonly int _file;

    public MemoryVictims()
    {
        _file = Sys.Open(OpenFlag.CurrentFolder, "/sys/fs/cgroup/memory.events\0"u8, OpenFlag.ReadOnly);
        if (_file < 0)
        {
            _file = Sys.Open(OpenFlag.CurrentFolder, "/sys/fs/cgroup/memory/memory.oom_control\0"u8, OpenFlag.ReadOnly);
        }
    }

    /// <summary>The count so far; 0 where it cannot be read.</summary>
    public long Count()
    {
        if (_file < 0)
        {
            return 0;
        }

        const int length = 512;
        var text = stackalloc byte[length];
        var got = Sys.Do(Call.Pread, _file, (nint)text, length, 0);
        var rest = new ReadOnlySpan<byte>(text, (int)Math.Max(got, 0));
        var at = rest.LastIndexOf("\noom_kill "u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(rest[(at + 10)..], out long count, out _) ? count : 0;
    }
}
