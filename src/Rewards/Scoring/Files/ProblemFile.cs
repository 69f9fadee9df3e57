using System.Text.Json;
using R1Code.Rewards.Files.Formats;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files;

/// <summary>
/// Reads problems from JSON lines, plain or gzip, or Parquet, in R1Code's own format or that of a known problem set; each
/// row's fields tell which. All faults of a file are found before it is refused.
/// </summary>
public static class ProblemFile
{
    // The native format comes last: it takes what no other recognises and says what is wrong with it.
    private static readonly IProblemFormat[] Formats =
    [
        new OpenR1Format(),
        new CodeforcesFormat(),
        new LiveCodeBenchFormat(),
        new CommonOjFormat(),
        new AssertionSetFormat(),
        new NativeFormat(),
    ];

    /// <summary>The problems in the file's order.</summary>
    /// <exception cref="InputFileException">The file cannot be read or has faults.</exception>
    public static IReadOnlyList<Problem> Load(string path)
    {
        var faults = new FaultList(path);
        var problems = Stream(path, faults).ToList();
        if (faults.IsEmpty && problems.Count == 0)
        {
            faults.Add(0, null, "holds no problem");
        }

        faults.ThrowIfAny();
        return problems;
    }

    /// <summary>
    /// One problem: the file's only object, laid out over any number of lines, or the one among its lines that
    /// <paramref name="id"/> names.
    /// </summary>
    /// <exception cref="InputFileException">The file cannot be read, has faults, or does not say which problem is meant.</exception>
    public static Problem LoadOne(string path, string? id = null)
    {
        var faults = new FaultList(path);
        using var whole = JsonLines.ReadWhole(path);
        var problems =
            whole is null ? Load(path)
            : Read(whole.RootElement, line: 0, faults) is { } only ? [only]
            : [];
        faults.ThrowIfAny();
        var named = problems.Where(p => id is null || p.Id == id).ToList();
        if (named.Count != 1)
        {
            faults.Add(
                0,
                null,
                id is null ? $"holds {problems.Count} problems; say which by its id" : $"has no problem '{id}'"
            );
        }

        faults.ThrowIfAny();
        return named[0];
    }

    /// <summary>The sound problems one by one, while faults are noted; the caller looks at them at the end.</summary>
    public static IEnumerable<Problem> Stream(string path, FaultList faults)
    {
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, row) in Rows(path, faults))
        {
            if (Read(row, line, faults) is not { } problem)
            {
                continue;
            }

            if (lineOf.TryAdd(problem.Id, line))
            {
                yield return problem;
            }
            else
            {
                faults.Add(line, "id", $"'{problem.Id}' was given in line {lineOf[problem.Id]} already");
            }
        }
    }

    private static IEnumerable<(int Line, JsonElement Value)> Rows(string path, FaultList faults) =>
        ParquetRows.IsParquet(path) ? ParquetRows.Read(path, faults) : JsonLines.Read(path, faults);

    private static Problem? Read(JsonElement row, int line, FaultList faults)
    {
        var format = Formats.First(f => f.Matches(row));
        var problem = format.Read(row, (key, reason) => faults.Add(line, key, reason));
        if (problem is null)
        {
            return null;
        }

        var sound = true;
        foreach (var (key, reason) in ProblemRules.Faults(problem))
        {
            faults.Add(line, key, reason);
            sound = false;
        }

        return sound ? problem : null;
    }
}
