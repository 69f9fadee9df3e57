using System.IO.Compression;
using System.Text;

namespace R1Code.Cli.Hosting;

/// <summary>
/// A file that appears whole or not at all: lines go to a hidden name beside it, and only <see cref="Commit"/> gives it
/// its own. Disposed before that, nothing is left.
/// </summary>
internal sealed class FinishedFile : IDisposable
{
    private readonly string _path;
    private readonly string _draft;
    private readonly TextWriter _writer;
    private bool _committed;

    /// <summary>Opens the draft now, so that a folder that cannot be written to is known before the work.</summary>
    /// <exception cref="BadInputException">The folder is missing or the path is a folder.</exception>
    public FinishedFile(string path, bool compressed = false)
    {
        _path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(_path)!;
        if (Directory.Exists(_path) || !Directory.Exists(folder))
        {
            throw new BadInputException(
                path,
                null,
                Directory.Exists(_path) ? "is a folder, not a file" : $"there is no folder {folder}"
            );
        }

        _draft = Path.Combine(folder, $".{Path.GetFileName(_path)}.{Environment.ProcessId}.draft");
        Stream file = new FileStream(_draft, FileMode.Create, FileAccess.Write);
        _writer = new StreamWriter(
            compressed ? new GZipStream(file, CompressionLevel.Optimal) : file,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
    }

    /// <summary>Adds a line.</summary>
    public void WriteLine(string line) => _writer.WriteLine(line);

    /// <summary>Gives the file its name; an older one of that name is replaced in one step.</summary>
    public void Commit()
    {
        _writer.Dispose();
        File.Move(_draft, _path, overwrite: true);
        _committed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // A full disk refuses the last buffer as well; the draft goes either way.
        }

        File.Delete(_draft);
    }
}
