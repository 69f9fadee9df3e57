using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>A line of <c>/proc/self/maps</c>: a range of addresses, what may be done there, and what is mapped.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MappedRange
{
    public nint Start;
    public nint End;
    public bool IsPrivate;
    public Protection Protection;
    public Backing Backing;

    public readonly nint Length => End - Start;

    /// <summary>Reads one line: <c>start-end rwxp offset device inode   path</c>, without a line's end.</summary>
    public static MappedRange Parse(ReadOnlySpan<byte> line)
    {
        var range = default(MappedRange);
        var dash = Address(line, out range.Start);
        var space = dash + 1 + Address(line[(dash + 1)..], out range.End);
        var flags = line.Slice(space + 1, 4);
        range.Protection =
            (flags[0] == 'r' ? Protection.Read : Protection.None)
            | (flags[1] == 'w' ? Protection.Write : Protection.None)
            | (flags[2] == 'x' ? Protection.Execute : Protection.None);
        range.IsPrivate = flags[3] == 'p';
        range.Backing = BackingOf(line[(space + 6)..]);
        return range;
    }

    private static int Address(ReadOnlySpan<byte> text, out nint address)
    {
        if (!Utf8Parser.TryParse(text, out long value, out var used, 'x'))
        {
            throw new InvalidDataException("a line of /proc/self/maps does not start with two addresses");
        }

        address = (nint)value;
        return used;
    }

    private static Backing BackingOf(ReadOnlySpan<byte> rest)
    {
        var path = rest.IndexOfAny((byte)'/', (byte)'[');
        return path < 0 ? Backing.Nothing
            : rest[path..].SequenceEqual("[heap]"u8) ? Backing.Heap
            : rest[path] == '[' ? Backing.Kernel
            : rest.EndsWith(".dll"u8) ? Backing.Assembly
            : Backing.File;
    }
}

/// <summary>What may be done with memory; the numbers are <c>mmap</c>'s.</summary>
[Flags]
internal enum Protection
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
}

/// <summary>What stands behind memory.</summary>
internal enum Backing
{
    /// <summary>Anonymous memory.</summary>
    Nothing,

    /// <summary>The C library's heap.</summary>
    Heap,

    /// <summary>The kernel's own: a stack, the vDSO.</summary>
    Kernel,

    /// <summary>An assembly's image.</summary>
    Assembly,

    /// <summary>Another file: a native library.</summary>
    File,
}
