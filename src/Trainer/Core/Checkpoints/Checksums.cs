using System.Security.Cryptography;
using System.Text;

namespace R1Code.Trainer.Checkpoints;

/// <summary>The SHA-256 of each file of a folder, in the format of <c>sha256sum</c>.</summary>
internal sealed class Checksums(string folder)
{
    private readonly SortedDictionary<string, string> _sums = new(StringComparer.Ordinal);

    public string PathOf(string name) => Path.Combine(folder, name);

    public void Record(string name, string hash) => _sums[name] = hash;

    public void Add(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _sums[name] = HashOf(PathOf(name));
        }
    }

    public void WriteText(string name, string text) =>
        Record(name, DurableFile.Write(PathOf(name), stream => stream.Write(Encoding.UTF8.GetBytes(text))));

    public void WriteFile(string name)
    {
        var lines = string.Concat(_sums.Select(sum => $"{sum.Value}  {sum.Key}\n"));
        DurableFile.Write(PathOf(name), stream => stream.Write(Encoding.UTF8.GetBytes(lines)));
    }

    public static void Verify(string folder, string name)
    {
        var list = Path.Combine(folder, name);
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var line in File.ReadAllLines(list))
        {
            if (line.Split("  ", 2) is not [var expected, var file])
            {
                throw new InvalidDataException($"{list}: the line \"{line}\" is damaged.");
            }

            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                throw new InvalidDataException($"{path}: the file is missing though {name} lists it.");
            }

            if (HashOf(path) != expected)
            {
                throw new InvalidDataException(
                    $"{path}: the file is damaged: its SHA-256 is not the one in {name}. If you changed it on purpose, remove {name}."
                );
            }
        }
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
