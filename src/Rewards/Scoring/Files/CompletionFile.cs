using System.Text.Json;

namespace R1Code.Rewards.Files;

/// <summary>Reads completions from JSON lines, plain or gzip.</summary>
public static class CompletionFile
{
    /// <summary>All completions, each with its sample number.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problemIds">The known problems; null accepts any.</param>
    /// <exception cref="InputFileException">The file cannot be read or has faults.</exception>
    public static IReadOnlyList<CompletionLine> Load(string path, IReadOnlySet<string>? problemIds = null)
    {
        var faults = new FaultList(path);
        var completions = Stream(path, faults, problemIds).ToList();
        if (faults.IsEmpty && completions.Count == 0)
        {
            faults.Add(0, null, "holds no completion");
        }

        faults.ThrowIfAny();
        return completions;
    }

    /// <summary>
    /// The sound completions one by one, each with its sample number, while faults are noted; for files larger than memory,
    /// which a caller reads once for their faults and once for their content. Holds the problems' ids and samples only.
    /// </summary>
    public static IEnumerable<CompletionLine> Stream(
        string path,
        FaultList faults,
        IReadOnlySet<string>? problemIds = null
    )
    {
        var samples = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var (line, row) in JsonLines.Read(path, faults))
        {
            if (Read(row, line, faults) is not { } completion)
            {
                continue;
            }

            if (problemIds?.Contains(completion.ProblemId) == false)
            {
                faults.Add(line, "problem_id", $"'{completion.ProblemId}' is none of the {problemIds.Count} problems");
                continue;
            }

            var taken = samples.TryGetValue(completion.ProblemId, out var known)
                ? known
                : samples[completion.ProblemId] = [];
            var sample =
                completion.Sample
                ?? Enumerable.Range(taken.Count, int.MaxValue - taken.Count).First(n => !taken.Contains(n));
            if (taken.Add(sample))
            {
                yield return completion with
                {
                    Sample = sample,
                };
            }
            else
            {
                faults.Add(line, "sample", $"{sample} of problem '{completion.ProblemId}' was given before");
            }
        }
    }

    private static CompletionLine? Read(JsonElement row, int line, FaultList faults)
    {
        var shape = new List<ShapeFault>();
        JsonShape.Check(typeof(CompletionLine), row, "", shape);
        foreach (var (key, reason) in shape)
        {
            faults.Add(line, key, reason);
        }

        if (shape.Count > 0)
        {
            return null;
        }

        var completion = row.Deserialize<CompletionLine>(JsonShape.Options)!;
        if (completion.Sample < 0)
        {
            faults.Add(line, "sample", $"{completion.Sample} is negative");
            return null;
        }

        return completion;
    }
}
