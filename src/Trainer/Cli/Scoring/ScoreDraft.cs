using System.Text;
using System.Text.Json;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Scoring;

/// <summary>
/// A file of scores in the making, under a hidden name beside the final one. It outlives its process, kill -9 included: the
/// next run over the same inputs goes on behind its last whole line. <see cref="Commit"/> gives it its name in one step.
/// </summary>
internal sealed class ScoreDraft : IDisposable
{
    private readonly string _path;
    private readonly string _draft;
    private readonly FileStream _mark;
    private readonly FileStream _file;
    private bool _committed;

    private ScoreDraft(string path, string mark, bool fresh)
    {
        _path = path;
        _draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.draft");
        _mark = Lock(path, _draft + "-inputs");
        _file = new FileStream(_draft, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            Kept = fresh ? 0 : GoOn(mark);
            if (Kept == 0)
            {
                _file.SetLength(0);
                _mark.SetLength(0);
                _mark.Write(Encoding.UTF8.GetBytes(mark));
                _mark.Flush();
            }
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Scores that an earlier run has left, the first ones of the file.</summary>
    public int Kept { get; }

    /// <summary>Scores in it now.</summary>
    public int Count { get; private set; }

    /// <summary>Refuses a path at which no file can appear, before any work.</summary>
    /// <exception cref="BadInputException">Its folder is missing or it is a folder.</exception>
    public static string Check(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        if (Directory.Exists(full) || !Directory.Exists(folder))
        {
            throw new BadInputException(
                path,
                null,
                Directory.Exists(full) ? "is a folder, not a file" : $"there is no folder {folder}"
            );
        }

        return full;
    }

    /// <summary>Opens the draft of a file.</summary>
    /// <param name="path">The final name; see <see cref="Check"/>.</param>
    /// <param name="mark">What the inputs are; a draft of others is refused.</param>
    /// <param name="fresh">Forgets what an earlier run has left.</param>
    /// <exception cref="BadInputException">An interrupted run over other inputs has left scores there.</exception>
    public static ScoreDraft Open(string path, string mark, bool fresh) => new(Check(path), mark, fresh);

    /// <summary>The scores of an earlier run, in order.</summary>
    public IEnumerable<RewardBreakdown> ReadKept()
    {
        using var reader = new StreamReader(
            new FileStream(_draft, FileMode.Open, FileAccess.Read, FileShare.ReadWrite),
            Encoding.UTF8
        );
        for (var line = 1; line <= Kept; line++)
        {
            yield return Parse(reader.ReadLine())
                ?? throw new VerbFailedException($"{_draft}:{line}: is damaged; start over with --fresh.");
        }
    }

    /// <summary>Adds a score; once this returns, a killed process does not lose it.</summary>
    public void Add(RewardBreakdown score)
    {
        _file.Write(Encoding.UTF8.GetBytes(Screen.JsonLine(score) + "\n"));
        _file.Flush();
        Count++;
    }

    /// <summary>Gives the file its name; an older one of that name is replaced.</summary>
    public void Commit()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_draft, _path, overwrite: true);
        File.Delete(_mark.Name);
        _mark.Dispose();
        _committed = true;
    }

    /// <summary>Keeps what has been scored; removes an empty draft.</summary>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        if (Count == 0)
        {
            File.Delete(_draft);
            File.Delete(_mark.Name);
        }

        Close();
    }

    private void Close()
    {
        _file.Dispose();
        _mark.Dispose();
    }

    // Open for one process at a time: the lock goes with the process, however it ends.
    private static FileStream Lock(string path, string name)
    {
        try
        {
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(name))
        {
            throw new VerbFailedException($"Another process writes {path}: {e.Message}");
        }
    }

    private int GoOn(string mark)
    {
        var lines = CutAfterLastWholeLine();
        using var reader = new StreamReader(_mark, Encoding.UTF8, leaveOpen: true);
        if (lines > 0 && reader.ReadToEnd() != mark)
        {
            throw new BadInputException(
                _draft,
                null,
                $"holds {lines} scores of an interrupted run over other problems, completions or rewards; "
                    + "--fresh starts over"
            );
        }

        Count = lines;
        return lines;
    }

    // A process that was killed may have left half a line.
    private int CutAfterLastWholeLine()
    {
        var buffer = new byte[1 << 16];
        long end = 0;
        var lines = 0;
        for (int read; (read = _file.Read(buffer)) > 0; )
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            var last = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
            end = last < 0 ? end : _file.Position - read + last + 1;
        }

        _file.SetLength(end);
        _file.Position = end;
        return lines;
    }

    private static RewardBreakdown? Parse(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<RewardBreakdown>(line, R1Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
