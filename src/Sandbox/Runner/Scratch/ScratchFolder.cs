using System.Text;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Scratch;

/// <summary>
/// The only place submissions can write to: a folder whose entry <c>work</c> is every test's working directory. It is
/// emptied after every test and must then be seen empty. Looking and laying is done by descriptor, never by a path
/// that a submission made.
/// </summary>
internal sealed unsafe class ScratchFolder
{
    private const int Everyone = 0x1FF;
    private const int EveryoneSticky = 0x3FF;
    private const int ReadWriteForEveryone = 0x1B6;
    private const int MaxFolders = 16;
    private static ReadOnlySpan<byte> Work => "work\0"u8;

    private readonly int _root;
    private readonly int _work;

    private ScratchFolder(string path, int root, int work)
    {
        Path = path;
        _root = root;
        _work = work;
    }

    /// <summary>Its path; the working directory is <c>work</c> in it.</summary>
    public string Path { get; }

    /// <summary>Descriptor of the working directory.</summary>
    public int WorkFolder => _work;

    /// <summary>Opens the folder named on the command line, the box's own as PID 1, or a fresh private one.</summary>
    public static ScratchFolder Open(string? named)
    {
        var path = named ?? (Sys.Pid() == 1 ? BoxEnvironment.ScratchPath : MakePrivate());
        var root = (int)
            Sys.Must(
                $"open of {path}",
                Sys.Open(OpenFlag.CurrentFolder, Terminated(path), OpenFlag.Directory | OpenFlag.NoFollow)
            );
        Sys.Do(Call.Umask, 0);
        fixed (byte* name = Work)
        {
            Sys.Do(Call.Mkdirat, root, (nint)name, Everyone);
        }

        var work = (int)Sys.Must($"open of {path}/work", Sys.Open(root, Work, OpenFlag.Directory | OpenFlag.NoFollow));
        Sys.Do(Call.Umask, 0x12);
        return new ScratchFolder(path, root, work);
    }

    /// <summary>
    /// Puts a test's files into the working directory, in folders of their own where a name has slashes. No submission
    /// runs yet and the directory is empty, so every folder on the way is one that was made here.
    /// </summary>
    public void Lay(RunOrder order, int test)
    {
        for (var i = 0; i < order.FileCount(test); i++)
        {
            var name = order.FileName(test, i);
            if (!IsInside(name))
            {
                throw new InvalidDataException($"a file may not be called '{name}'");
            }

            Sys.Do(Call.Umask, 0);
            var parts = name.Split('/');
            var folder = MakeFolders(parts.AsSpan(..^1), name);
            var file = Sys.Open(
                folder,
                Terminated(parts[^1]),
                OpenFlag.WriteOnly | OpenFlag.Create | OpenFlag.Exclusive | OpenFlag.NoFollow,
                ReadWriteForEveryone
            );
            Sys.Do(Call.Umask, 0x12);
            CloseUnlessWork(folder);
            Sys.Must($"creation of {name}", file);
            var written = Sys.WriteAll(file, order.FileContent(test, i));
            Sys.Close(file);
            Sys.Must($"write of {name}", written);
        }
    }

    private int MakeFolders(ReadOnlySpan<string> parts, string name)
    {
        var folder = _work;
        foreach (var part in parts)
        {
            // There already when another file lies in it.
            fixed (byte* start = Terminated(part))
            {
                Sys.Do(Call.Mkdirat, folder, (nint)start, Everyone);
            }

            var inner = Sys.Open(folder, Terminated(part), OpenFlag.Directory | OpenFlag.NoFollow);
            CloseUnlessWork(folder);
            folder = (int)Sys.Must($"a folder of {name}", inner);
        }

        return folder;
    }

    private void CloseUnlessWork(int folder)
    {
        if (folder != _work)
        {
            Sys.Close(folder);
        }
    }

    /// <summary>Empties it; false when something resists, and then the box must not be used again.</summary>
    public bool Wipe(int user)
    {
        if (FolderEntries.IsEmpty(_work, default) && FolderEntries.IsEmpty(_root, Work))
        {
            return true;
        }

        return WipeOne(_work, default, user) & WipeOne(_root, Work, user);
    }

    private static bool WipeOne(int folder, ReadOnlySpan<byte> except, int user) =>
        FolderEntries.RemoveFlat(folder, except, null, 0) == 0 || Wiper.Wipe(folder, except, user);

    /// <summary>Whether a name stays inside its folder on every file system.</summary>
    public static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 200 && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0');

    /// <summary>Whether a name with slashes stays inside the working directory.</summary>
    public static bool IsInside(string name)
    {
        var parts = name.Split('/');
        return name.Length <= 255 && parts.Length <= MaxFolders && Array.TrueForAll(parts, IsPlainName);
    }

    private static string MakePrivate()
    {
        var path = Directory.CreateTempSubdirectory("r1code-runner-").FullName;
        fixed (byte* name = Terminated(path))
        {
            Sys.Must("chmod", Sys.Do(Call.Fchmodat, OpenFlag.CurrentFolder, (nint)name, EveryoneSticky));
        }

        return path;
    }

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
