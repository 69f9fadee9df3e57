using System.Text.Json;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Rewards.Files;
using R1Code.Sandbox;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Scoring;

/// <summary>
/// The problems of a file of any size: their ids are kept in memory, their bodies in a file without a name, the latest ones at
/// hand. Not for several threads at once.
/// </summary>
internal sealed class ProblemShelf : IDisposable
{
    private const int MostFaults = 20;
    private const int MostAtHand = 256;

    private readonly FileStream _bodies;
    private readonly Dictionary<string, (long Offset, int Length)> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Problem> _atHand = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    private ProblemShelf()
    {
        // Without a name from the start: whatever ends this process, nothing is left behind.
        var folder = Directory.CreateTempSubdirectory("r1code-problems-").FullName;
        _bodies = new FileStream(Path.Combine(folder, "bodies"), FileMode.CreateNew, FileAccess.ReadWrite);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The known problems.</summary>
    public IReadOnlySet<string> Ids => _ids;

    /// <summary>One problem.</summary>
    public Problem this[string id] => _atHand.TryGetValue(id, out var problem) ? problem : Fetch(id);

    /// <summary>Reads a file once, every problem checked.</summary>
    /// <exception cref="InputFileException">The file has faults.</exception>
    /// <exception cref="BadInputException">A problem asks for more than the sandbox gives.</exception>
    public static ProblemShelf Load(string path, SandboxOptions options)
    {
        var shelf = new ProblemShelf();
        try
        {
            shelf.Fill(path, options);
            return shelf;
        }
        catch
        {
            shelf.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bodies.Dispose();

    private void Fill(string path, SandboxOptions options)
    {
        var faults = new FaultList(path);
        var bounds = new List<string>();
        foreach (var problem in ProblemFile.Stream(path, faults))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(problem, R1Json.Options);
            _places[problem.Id] = (_bodies.Position, body.Length);
            _ids.Add(problem.Id);
            _bodies.Write(body);
            bounds.AddRange(JudgeableProblems.FaultsOf(path, problem, options).Take(MostFaults - bounds.Count));
        }

        if (faults.IsEmpty && _ids.Count == 0)
        {
            faults.Add(0, null, "holds no problem");
        }

        faults.ThrowIfAny();
        if (bounds.Count > 0)
        {
            throw new BadInputException(string.Join(Environment.NewLine, bounds));
        }

        _bodies.Flush();
    }

    private Problem Fetch(string id)
    {
        var (offset, length) = _places[id];
        var body = new byte[length];
        for (var read = 0; read < length; )
        {
            var some = RandomAccess.Read(_bodies.SafeFileHandle, body.AsSpan(read), offset + read);
            read += some > 0 ? some : throw new EndOfStreamException($"The copy of problem '{id}' is cut short.");
        }

        var problem = JsonSerializer.Deserialize<Problem>(body, R1Json.Options)!;
        _atHand[id] = problem;
        _order.Enqueue(id);
        if (_order.Count > MostAtHand)
        {
            _atHand.Remove(_order.Dequeue());
        }

        return problem;
    }
}
