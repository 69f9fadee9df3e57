using System.Text;

namespace R1Code.Cli.Hosting;

/// <summary>Reads a text file that a person named.</summary>
internal static class InputText
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Its text; invalid UTF-8 becomes U+FFFD, as the compiler would have it.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is no text of a sensible size.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new BadInputException(path, null, Directory.Exists(path) ? "is a folder" : "there is no such file");
        }

        if (file.Length > MaxBytes)
        {
            throw new BadInputException(path, null, $"is larger than {MaxBytes >> 20} MiB");
        }

        return await File.ReadAllTextAsync(path, Encoding.UTF8, cancellationToken);
    }
}
