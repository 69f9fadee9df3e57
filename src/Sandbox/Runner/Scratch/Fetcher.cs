using System.Text;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Scratch;

/// <summary>
/// Reads files a submission left, with the submission's own rights and in a process of its own: regular files only, no
/// links followed on the way, no pipe waited for, up to a total.
/// </summary>
internal static unsafe class Fetcher
{
    private const int MaxTotal = 16 * 1024 * 1024;
    private const int Chunk = 64 * 1024;
    private const int FileFlags = OpenFlag.ReadOnly | OpenFlag.NonBlocking;

    /// <summary>Appends the files that are there to a frame, as the list of a <c>RunDone</c>.</summary>
    public static void Fetch(string[] names, int folder, int user, PrivateMemory frame)
    {
        if (names.Length == 0)
        {
            ReportWriter.Int32(frame, 0);
            return;
        }

        var supervisor = Sys.Pid();
        var copy = Sys.MemoryFile("fetched\0"u8);
        var child = Fork.Child();
        if (child == 0)
        {
            try
            {
                Privileges.Drop(user, supervisor);
                CopyAll(names, folder, copy);
            }
            finally
            {
                Sys.Exit(0);
            }
        }

        if (child > 0)
        {
            Sys.Do(Call.Wait4, child);
        }

        Append(names, copy, frame);
        Sys.Close(copy);
    }

    // The copy holds, for each file that could be read: position of its name, length, content.
    private static void CopyAll(string[] names, int folder, int copy)
    {
        var room = MaxTotal;
        var header = stackalloc int[2];
        var buffer = new byte[Chunk];
        for (var i = 0; i < names.Length; i++)
        {
            if (!ScratchFolder.IsInside(names[i]))
            {
                continue;
            }

            var file = OpenInside(folder, names[i].Split('/'));
            Stat stat;
            if (file < 0 || Sys.Do(Call.Fstat, file, (nint)(&stat)) < 0 || !stat.IsRegular || stat.Size > room)
            {
                continue;
            }

            header[0] = i;
            header[1] = (int)stat.Size;
            room -= header[1];
            Sys.WriteAll(copy, new ReadOnlySpan<byte>(header, 2 * sizeof(int)));
            for (var left = header[1]; left > 0; )
            {
                fixed (byte* start = buffer)
                {
                    var got = (int)Sys.Read(file, start, Math.Min(left, Chunk));
                    got = got > 0 ? got : Math.Min(left, Chunk);
                    Sys.WriteAll(copy, buffer.AsSpan(0, got));
                    left -= got;
                }
            }

            Sys.Close(file);
        }
    }

    // Folder by folder, so that none of them is a link; this process ends soon and closes what it opened.
    private static int OpenInside(int folder, string[] parts)
    {
        for (var i = 0; i < parts.Length && folder >= 0; i++)
        {
            var flags = OpenFlag.NoFollow | (i == parts.Length - 1 ? FileFlags : OpenFlag.Directory);
            folder = Sys.Open(folder, [.. Encoding.UTF8.GetBytes(parts[i]), 0], flags);
        }

        return folder;
    }

    private static void Append(string[] names, int copy, PrivateMemory frame)
    {
        var headers = new List<(int Name, int Length, long Offset)>();
        var header = stackalloc int[2];
        for (long at = 0; Sys.Do(Call.Pread, copy, (nint)header, 8, (nint)at) == 8; at += 8 + header[1])
        {
            if ((uint)header[0] >= names.Length || (uint)header[1] > MaxTotal)
            {
                break;
            }

            headers.Add((header[0], header[1], at + 8));
        }

        ReportWriter.Int32(frame, headers.Count);
        foreach (var (name, length, offset) in headers)
        {
            var text = Encoding.UTF8.GetBytes(names[name]);
            ReportWriter.Int32(frame, text.Length);
            text.CopyTo(frame.Append(text.Length));
            Lanes.TestStreams.CopyOut(copy, offset, length, frame);
        }
    }
}
