using System.Buffers.Binary;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace R1Code.Sandbox.Images;

/// <summary>
/// The one image of both boxes, named by the hash of its content: the same files give the same tag and the same bytes,
/// so an engine that has the tag has the image. Made without pulling anything.
/// </summary>
internal sealed class SandboxImage
{
    /// <summary>Repository of all images made here.</summary>
    public const string Repository = "r1code-sandbox";

    // Raise it when the layout changes in a way that the files do not show.
    private const string LayoutVersion = "2";
    private static readonly DateTimeOffset FixedTime = DateTimeOffset.UnixEpoch;

    // Mount points must exist, because the root is read-only.
    private static readonly string[] EmptyFolders = ["/dev/", "/proc/", "/sys/", ScratchFolder];

    // Whatever mode is asked for, runc gives a mount the mode of the folder it lies on.
    private const string ScratchFolder = "/tmp/";
    private const UnixFileMode ForEveryone = UnixFileMode.StickyBit | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static readonly string[] LayerNames = ["layer.tar"];

    private readonly IReadOnlyList<ImageFile> _files;

    private SandboxImage(IReadOnlyList<ImageFile> files, string hash)
    {
        _files = files;
        Hash = hash;
    }

    /// <summary>Hash of everything in it, 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary><c>r1code-sandbox:</c> and the start of the hash.</summary>
    public string Tag => $"{Repository}:{Hash[..16]}";

    /// <summary>The image made of this machine's runtime and the programs in <paramref name="programs"/>.</summary>
    public static SandboxImage FromThisMachine(string programs) => From(ImageContent.List(programs));

    /// <summary>The image of some files.</summary>
    public static SandboxImage From(IReadOnlyList<ImageFile> files) => new(files, HashOf(files));

    /// <summary>Writes the file tree as a tar stream.</summary>
    public void WriteLayer(Stream target)
    {
        using var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true);
        var folders = _files.SelectMany(file => Parents(file.Path)).Concat(EmptyFolders);
        foreach (var folder in folders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var entry = Entry(TarEntryType.Directory, folder, executable: true);
            entry.Mode |= folder == ScratchFolder ? ForEveryone : UnixFileMode.None;
            tar.WriteEntry(entry);
        }

        foreach (var file in _files)
        {
            using var content = file.Open();
            var entry = Entry(TarEntryType.RegularFile, file.Path, file.Executable);
            entry.DataStream = content;
            tar.WriteEntry(entry);
        }
    }

    /// <summary>Writes what an engine's <c>load</c> call takes: manifest, configuration and the one layer.</summary>
    public async Task WriteArchiveAsync(Stream target, CancellationToken cancellationToken)
    {
        // The layer's digest stands before it in the archive, so it is written to a file first, which goes with its handle.
        await using var layer = new FileStream(
            Path.Combine(Path.GetTempPath(), $"r1code-layer-{Guid.NewGuid():N}.tar"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
            }
        );
        WriteLayer(layer);
        layer.Position = 0;
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(layer, cancellationToken));
        layer.Position = 0;

        await using var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true);
        var configuration = Configuration(digest);
        var configurationName = Convert.ToHexStringLower(SHA256.HashData(configuration)) + ".json";
        await WriteAsync(tar, configurationName, new MemoryStream(configuration), cancellationToken);
        await WriteAsync(tar, LayerNames[0], layer, cancellationToken);
        await WriteAsync(tar, "manifest.json", new MemoryStream(Manifest(configurationName)), cancellationToken);
    }

    private byte[] Configuration(string layerDigest) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["architecture"] =
                    System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
                    is System.Runtime.InteropServices.Architecture.Arm64
                        ? "arm64"
                        : "amd64",
                ["os"] = "linux",
                ["created"] = "1970-01-01T00:00:00Z",
                ["config"] = new Dictionary<string, object>
                {
                    ["Labels"] = new Dictionary<string, string> { ["r1code.image"] = Hash },
                },
                ["rootfs"] = new Dictionary<string, object>
                {
                    ["type"] = "layers",
                    ["diff_ids"] = new[] { "sha256:" + layerDigest },
                },
            }
        );

    private byte[] Manifest(string configurationName) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new[]
            {
                new Dictionary<string, object>
                {
                    ["Config"] = configurationName,
                    ["RepoTags"] = new[] { Tag },
                    ["Layers"] = LayerNames,
                },
            }
        );

    private static async Task WriteAsync(
        TarWriter tar,
        string name,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        var entry = Entry(TarEntryType.RegularFile, name, executable: false);
        entry.DataStream = content;
        await tar.WriteEntryAsync(entry, cancellationToken);
    }

    private static UstarTarEntry Entry(TarEntryType type, string path, bool executable) =>
        new(type, path.TrimStart('/'))
        {
            Uid = 0,
            Gid = 0,
            ModificationTime = FixedTime,
            Mode = executable ? (UnixFileMode)Convert.ToInt32("755", 8) : (UnixFileMode)Convert.ToInt32("644", 8),
        };

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..(slash + 1)];
        }
    }

    private static string HashOf(IReadOnlyList<ImageFile> files)
    {
        // Contents are hashed on all cores, then path, mode and content hash of each in order.
        var contents = files
            .AsParallel()
            .AsOrdered()
            .Select(file =>
            {
                using var stream = file.Open();
                return SHA256.HashData(stream);
            })
            .ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(LayoutVersion));
        Span<byte> length = stackalloc byte[4];
        foreach (var (file, content) in files.Zip(contents))
        {
            var path = Encoding.UTF8.GetBytes(file.Path);
            BinaryPrimitives.WriteInt32LittleEndian(length, path.Length);
            hash.AppendData(length);
            hash.AppendData(path);
            hash.AppendData([file.Executable ? (byte)1 : (byte)0]);
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
