using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Scratch;

/// <summary>Reads the names in an open folder without the managed file API, which would allocate and follow links.</summary>
internal static unsafe class FolderEntries
{
    private const int BufferLength = 8192;
    private const int NameOffset = 19;
    private const int LengthOffset = 16;

    /// <summary>Whether nothing is in the folder but what <paramref name="except"/> names (NUL-terminated).</summary>
    public static bool IsEmpty(int folder, ReadOnlySpan<byte> except)
    {
        Rewind(folder);
        var buffer = stackalloc byte[BufferLength];
        while (true)
        {
            var got = Sys.Do(Call.Getdents, folder, (nint)buffer, BufferLength);
            if (got <= 0)
            {
                return got == 0;
            }

            for (var at = 0L; at < got; at += *(ushort*)(buffer + at + LengthOffset))
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + NameOffset);
                if (!IsDots(name) && !(except.Length > 0 && name.SequenceEqual(except[..^1])))
                {
                    return false;
                }
            }
        }
    }

    /// <summary>
    /// Removes what can be removed in one sweep of a folder: files, links, empty folders. Leaves folders that hold
    /// something. Returns how many entries are left, or a negated error. Where the caller wants the name of a folder to
    /// go into, the sweep ends at the first one: going on would try every other one again after each.
    /// </summary>
    public static long RemoveFlat(int folder, ReadOnlySpan<byte> except, byte* firstFolder, int firstFolderLength)
    {
        const int removeFolder = 0x200;
        Rewind(folder);
        var buffer = stackalloc byte[BufferLength];
        long left = 0;
        while (true)
        {
            var got = Sys.Do(Call.Getdents, folder, (nint)buffer, BufferLength);
            if (got <= 0)
            {
                return got < 0 ? got : left;
            }

            for (var at = 0L; at < got; at += *(ushort*)(buffer + at + LengthOffset))
            {
                var start = buffer + at + NameOffset;
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(start);
                if (IsDots(name) || (except.Length > 0 && name.SequenceEqual(except[..^1])))
                {
                    continue;
                }

                if (
                    Sys.Do(Call.Unlinkat, folder, (nint)start, 0) < 0
                    && Sys.Do(Call.Unlinkat, folder, (nint)start, removeFolder) < 0
                )
                {
                    left++;
                    if (firstFolder is not null && name.Length < firstFolderLength)
                    {
                        name.CopyTo(new Span<byte>(firstFolder, firstFolderLength));
                        firstFolder[name.Length] = 0;
                        return left;
                    }
                }
            }
        }
    }

    private static void Rewind(int folder) => Sys.Do(Call.Lseek, folder, 0, 0);

    private static bool IsDots(ReadOnlySpan<byte> name) => name is [(byte)'.'] or [(byte)'.', (byte)'.'];
}
