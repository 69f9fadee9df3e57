namespace R1Code.Sandbox.Images;

/// <summary>
/// Finds on this machine the C library's files that .NET needs: the closure of <c>DT_NEEDED</c> over its native parts,
/// and the libraries it opens by name at run time. Works for glibc systems; musl is refused with a message.
/// </summary>
internal sealed class SharedLibraries
{
    // Opened with dlopen, so no file names them. Without ICU string normalisation and named cultures break; without
    // OpenSSL the hash algorithms throw.
    private static readonly string[] OpenedByName = ["libicuuc.so.", "libicui18n.so.", "libssl.so.3", "libcrypto.so.3"];

    private readonly IReadOnlyList<string> _folders;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<ImageFile> _found = [];
    private string? _home;

    private SharedLibraries(IReadOnlyList<string> folders) => _folders = folders;

    /// <summary>Everything the native files in <paramref name="roots"/> need besides themselves.</summary>
    public static IReadOnlyList<ImageFile> ClosureOf(IReadOnlyList<string> roots)
    {
        var libraries = new SharedLibraries(SearchFolders());
        foreach (var root in roots)
        {
            libraries._seen.Add(Path.GetFileName(root));
        }

        libraries._home = Path.GetDirectoryName(
            libraries.Locate("libc.so.6")
                ?? throw new SandboxUnavailableException(
                    "No libc.so.6 was found on this machine. The offline image needs a glibc system; "
                        + "build docker/Dockerfile instead and name the image with the option Image."
                )
        );
        foreach (var root in roots)
        {
            libraries.AddNeedsOf(root);
        }

        foreach (var start in OpenedByName)
        {
            libraries.AddFirst(start);
        }

        return libraries._found;
    }

    private void AddNeedsOf(string path)
    {
        var elf = ElfFile.Read(path);
        if (elf.Interpreter is { } loader && _seen.Add(Path.GetFileName(loader)))
        {
            _found.Add(new ImageFile(loader, loader, Executable: true));
        }

        foreach (var name in elf.Needed)
        {
            Add(name, neededBy: path);
        }
    }

    private void Add(string name, string neededBy)
    {
        if (!_seen.Add(name))
        {
            return;
        }

        var source =
            Locate(name)
            ?? throw new SandboxUnavailableException(
                $"{neededBy} needs {name}, which was found in none of {string.Join(", ", _folders)}. Install the package that has it."
            );
        // All of them go where the C library is: the one folder every loader searches without a cache file.
        _found.Add(new ImageFile($"{_home}/{name}", source));
        AddNeedsOf(source);
    }

    private void AddFirst(string start)
    {
        // The shortest name is the one that is opened: libicuuc.so.72, not libicuuc.so.72.1.
        var match = _folders
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Where(path => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal))
            .OrderBy(path => Path.GetFileName(path).Length)
            .ThenByDescending(Path.GetFileName, StringComparer.Ordinal)
            .FirstOrDefault();
        if (match is not null)
        {
            Add(Path.GetFileName(match), neededBy: ".NET");
        }
    }

    private string? Locate(string name) =>
        _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static List<string> SearchFolders()
    {
        string[] usual =
        [
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/lib64",
            "/usr/lib64",
            "/lib",
            "/usr/lib",
        ];
        return [.. usual.Concat(ConfiguredFolders()).Distinct(StringComparer.Ordinal).Where(Directory.Exists)];
    }

    private static IEnumerable<string> ConfiguredFolders() =>
        Directory.Exists("/etc/ld.so.conf.d")
            ? Directory
                .EnumerateFiles("/etc/ld.so.conf.d", "*.conf")
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
                .Select(line => line.Trim())
                .Where(line => line.StartsWith('/'))
            : [];
}
