using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>Files that a call lays into the working directory or reads back: relative names inside it, nothing else.</summary>
internal static class WorkingFiles
{
    private const int MostFiles = 256;
    private const int MostName = 255;

    public static (IReadOnlyList<DataFile>? Files, string? Fault) Read(
        IReadOnlyDictionary<string, string?> base64,
        IReadOnlyList<string> fetch
    )
    {
        if (base64.Count > MostFiles || fetch.Count > MostFiles)
        {
            return (null, $"files: more than {MostFiles}");
        }

        if (!fetch.All(IsName))
        {
            return (null, "fetch_files: names must be relative paths inside the working directory");
        }

        var files = new List<DataFile>();
        foreach (var (name, text) in base64)
        {
            if (!IsName(name))
            {
                return (null, "files: names must be relative paths inside the working directory");
            }

            var bytes = new byte[((text?.Length ?? 0) / 4 * 3) + 3];
            if (!Convert.TryFromBase64String(text ?? "", bytes, out var length))
            {
                return (null, "files: contents must be base64");
            }

            files.Add(new DataFile(name, bytes[..length]));
        }

        return (files, null);
    }

    /// <summary>What is wrong with the names of files; null when nothing is.</summary>
    public static string? NameFault(IReadOnlyCollection<string> names) =>
        names.Count > MostFiles ? $"more than {MostFiles} files"
        : names.All(IsName) ? null
        : "file names must be relative paths inside the working directory";

    public static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name)
        && name.Length <= MostName
        && name[0] != '/'
        && !name.Contains('\0', StringComparison.Ordinal)
        && !name.Contains('\\', StringComparison.Ordinal)
        && name.Split('/').All(part => part is not ("" or "." or ".."));
}
