using System.Runtime.InteropServices;
using System.Text;

namespace R1Code.Sandbox.Images;

/// <summary>
/// Decides what lies in the sandbox image: this machine's .NET runtime, the C library's files it needs, our two
/// programs, three small text files. No shell, no package manager, no compiler but ours, no symbolic link.
/// </summary>
internal static class ImageContent
{
    /// <summary>Where .NET lies in the image, as <see cref="Protocol.Boxes.BoxEnvironment.DotnetPath"/> says.</summary>
    public const string DotnetRoot = "/dotnet";

    // Parts for debuggers and tracers: dead weight in a box, and more to attack.
    private static readonly string[] LeftOut =
    [
        "createdump",
        "libmscordbi.so",
        "libmscordaccore.so",
        "libcoreclrtraceptprovider.so",
    ];

    /// <summary>Lists every file, sorted by its path in the image.</summary>
    /// <param name="programs">Folder that holds <c>compiler</c> and <c>runner</c>.</param>
    public static IReadOnlyList<ImageFile> List(string programs)
    {
        var dotnet = DotnetFiles();
        var native = dotnet.Where(file => file.Executable || file.Path.EndsWith(".so", StringComparison.Ordinal));
        IEnumerable<ImageFile> all =
        [
            .. dotnet,
            .. SharedLibraries.ClosureOf([.. native.Select(file => file.Source!)]),
            .. TimeZones(),
            .. ProgramFiles(programs, "compiler", "/r1code/compiler"),
            .. ProgramFiles(programs, "runner", "/r1code/runner"),
            Text("/etc/passwd", "root:x:0:0:root:/:/none\nnobody:x:65534:65534:nobody:/:/none\n"),
            Text("/etc/group", "root:x:0:\nnogroup:x:65534:\n"),
            Text("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"),
        ];
        return [.. all.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static List<ImageFile> DotnetFiles()
    {
        var framework = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var version = Path.GetFileName(framework);
        var root = Path.GetFullPath(Path.Combine(framework, "../../.."));
        var resolver = Directory
            .EnumerateFiles(Path.Combine(root, "host", "fxr"), "libhostfxr.so", SearchOption.AllDirectories)
            .OrderByDescending(path => path.Contains($"/{version}/", StringComparison.Ordinal))
            .ThenByDescending(path => path, StringComparer.Ordinal)
            .FirstOrDefault();
        if (resolver is null || !File.Exists(Path.Combine(root, "dotnet")))
        {
            throw new SandboxUnavailableException(
                $"The sandbox image is made from the .NET installation that runs this program, but {root} is none. "
                    + "Start the program with `dotnet` from an installed SDK or runtime."
            );
        }

        return
        [
            new ImageFile($"{DotnetRoot}/dotnet", Path.Combine(root, "dotnet"), Executable: true),
            new ImageFile($"{DotnetRoot}/{Path.GetRelativePath(root, resolver)}", resolver),
            .. Directory
                .EnumerateFiles(framework)
                .Where(path => !LeftOut.Contains(Path.GetFileName(path)))
                .Select(path => new ImageFile($"{DotnetRoot}/{Path.GetRelativePath(root, path)}", path)),
        ];
    }

    // A program may ask for a named time zone. Machines without the data give images without it.
    private static IEnumerable<ImageFile> TimeZones()
    {
        const string Folder = "/usr/share/zoneinfo";
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        return Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(path =>
                char.IsAsciiLetterUpper(path[Folder.Length + 1]) || path.EndsWith(".tab", StringComparison.Ordinal)
            )
            .Where(File.Exists)
            .Select(path => new ImageFile(path, path));
    }

    private static List<ImageFile> ProgramFiles(string programs, string name, string target)
    {
        var folder = Path.Combine(programs, name);
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Select(path => new ImageFile($"{target}/{Path.GetRelativePath(folder, path)}", path)),
            ]
            : throw new SandboxUnavailableException(
                $"The {name} program of the sandbox is missing: {folder} does not exist. Build the solution again."
            );
    }

    private static ImageFile Text(string path, string content) =>
        new(path, null, Content: Encoding.UTF8.GetBytes(content));
}
