using System.Formats.Tar;
using R1Code.Sandbox.Images;

namespace R1Code.Sandbox.Engine.Tests.Images;

public sealed class SandboxImageTests
{
    private static readonly ImageFile[] Files =
    [
        new("/a/one.txt", null, Content: [1, 2, 3]),
        new("/a/b/two", null, Executable: true, Content: [4]),
    ];

    [Fact]
    public void Tag_ChangesWithContentPathAndMode_AndWithNothingElse()
    {
        var tag = SandboxImage.From(Files).Tag;

        Assert.Equal(tag, SandboxImage.From([.. Files]).Tag);
        Assert.NotEqual(tag, SandboxImage.From([Files[0] with { Content = [1, 2, 4] }, Files[1]]).Tag);
        Assert.NotEqual(tag, SandboxImage.From([Files[0] with { Path = "/a/three.txt" }, Files[1]]).Tag);
        Assert.NotEqual(tag, SandboxImage.From([Files[0] with { Executable = true }, Files[1]]).Tag);
    }

    [Fact]
    public async Task WriteArchive_GivesTheSameBytesAgain()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();

        await SandboxImage.From(Files).WriteArchiveAsync(first, TestContext.Current.CancellationToken);
        await SandboxImage.From(Files).WriteArchiveAsync(second, TestContext.Current.CancellationToken);

        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void WriteLayer_HoldsRegularFilesAndTheirFoldersOnly()
    {
        using var layer = new MemoryStream();

        SandboxImage.From(Files).WriteLayer(layer);
        layer.Position = 0;
        using var tar = new TarReader(layer);
        var entries = new Dictionary<string, (TarEntryType Type, UnixFileMode Mode)>();
        while (tar.GetNextEntry() is { } entry)
        {
            entries[entry.Name] = (entry.EntryType, entry.Mode);
            Assert.Equal((0, 0), (entry.Uid, entry.Gid));
        }

        Assert.Equal(TarEntryType.Directory, entries["a/b/"].Type);
        Assert.Equal(TarEntryType.RegularFile, entries["a/one.txt"].Type);
        Assert.True(entries["a/b/two"].Mode.HasFlag(UnixFileMode.OtherExecute));
        Assert.False(entries["a/one.txt"].Mode.HasFlag(UnixFileMode.UserExecute));

        // The mount on it takes its mode: everyone may make files there, and nobody remove another's.
        const UnixFileMode Shared = UnixFileMode.StickyBit | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.True(entries["tmp/"].Mode.HasFlag(Shared));
    }

    [Fact]
    public void FromThisMachine_HoldsNoShellAndNoPackageManager()
    {
        using var layer = new MemoryStream();
        SandboxImage.FromThisMachine(new SandboxOptions().Programs).WriteLayer(layer);
        layer.Position = 0;
        using var tar = new TarReader(layer);
        var executables = new List<string>();
        var names = new HashSet<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add("/" + entry.Name);
            if (entry.EntryType == TarEntryType.RegularFile && entry.Mode.HasFlag(UnixFileMode.UserExecute))
            {
                executables.Add("/" + entry.Name);
            }
        }

        // The .NET host and the loader: nothing else can be started.
        Assert.Equal(2, executables.Count);
        Assert.Contains("/dotnet/dotnet", executables);
        Assert.Contains(R1Code.Sandbox.Protocol.Boxes.BoxEnvironment.RunnerPath, names);
        Assert.Contains(R1Code.Sandbox.Protocol.Boxes.BoxEnvironment.CompilerPath, names);
        Assert.Contains(names, name => name.Contains("libicuuc", StringComparison.Ordinal));
    }
}
