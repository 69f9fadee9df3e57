using System.Security.Cryptography;
using R1Code.Rewards;
using R1Code.Rewards.Files;

namespace R1Code.Cli.Scoring;

/// <summary>What a first reading of the completions shows, before any work: that they are sound, how many, and for which problems.</summary>
/// <param name="Count">Completions in all.</param>
/// <param name="OfProblem">Completions by problem id.</param>
internal sealed record ScoreInputs(int Count, IReadOnlyDictionary<string, int> OfProblem)
{
    /// <summary>Reads the file once and keeps nothing of its texts.</summary>
    /// <exception cref="InputFileException">The file has faults.</exception>
    public static ScoreInputs Scan(string path, IReadOnlySet<string> problems)
    {
        var faults = new FaultList(path);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var completion in CompletionFile.Stream(path, faults, problems))
        {
            counts[completion.ProblemId] = counts.GetValueOrDefault(completion.ProblemId) + 1;
        }

        if (faults.IsEmpty && counts.Count == 0)
        {
            faults.Add(0, null, "holds no completion");
        }

        faults.ThrowIfAny();
        return new ScoreInputs(counts.Values.Sum(), counts);
    }

    /// <summary>The completions one by one; <see cref="Scan"/> has found the file sound.</summary>
    /// <exception cref="InputFileException">The file has changed since.</exception>
    public static IEnumerable<CompletionLine> Stream(string path)
    {
        var faults = new FaultList(path);
        foreach (var completion in CompletionFile.Stream(path, faults))
        {
            yield return completion;
        }

        faults.ThrowIfAny();
    }

    /// <summary>A mark that the contents of these files share with no others; null stands for a file left out.</summary>
    public static string MarkOf(params IEnumerable<string?> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            hash.AppendData(path is null ? new byte[SHA256.HashSizeInBytes] : HashOf(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }
}
