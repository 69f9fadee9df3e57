using System.Text.Json;
using R1Code.Cli.Hosting;
using R1Code.Rewards;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Recipes;

namespace R1Code.Cli.Rewarding;

/// <summary>Reads the rewards that a person named on the command line; every fault names the file.</summary>
internal static class RewardSettings
{
    /// <summary>The functions of the file; the default set where none is named.</summary>
    public static RewardSet Load(string? path) =>
        path is null ? RewardSet.Default : Create(path, RewardsFile.Load(path));

    /// <summary>As <see cref="Load"/>, as settings for single completions: sound, and comparing none with another.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Read(string? path)
    {
        var settings = path is null ? new Dictionary<string, JsonElement>() : RewardsFile.Load(path);
        CheckForSingles(path ?? "", settings);
        return settings;
    }

    /// <summary>
    /// As <see cref="Read"/>, with a grader for each kind among the problems. A file must have them; where none is named, they
    /// count 1 each, and code too. With code alone that is the default set.
    /// </summary>
    public static IReadOnlyDictionary<string, JsonElement> ForKinds(string? path, IReadOnlyList<Problem> problems)
    {
        var settings = Read(path);
        // Code is judged by its verdict, whatever it earns.
        var kinds = problems
            .Select(problem => problem.Kind)
            .Where(kind => kind != ProblemKinds.Code)
            .Distinct()
            .ToList();
        if (path is null)
        {
            return kinds.Count == 0
                ? settings
                : kinds
                    .Append(ProblemKinds.Code)
                    .ToDictionary(kind => kind, _ => JsonSerializer.SerializeToElement(1.0));
        }

        return kinds.Find(kind => !settings.ContainsKey(kind)) is not { } missing
            ? settings
            : throw new BadInputException(
                path,
                null,
                $"rewards: no '{missing}', which {problems.Count(problem => problem.Kind == missing)} of the problems need"
            );
    }

    /// <summary>Refuses rewards that cannot be had one completion at a time, before any work.</summary>
    /// <exception cref="BadInputException">They cannot, or they are wrong in themselves.</exception>
    public static void CheckForSingles(string path, IReadOnlyDictionary<string, JsonElement> settings)
    {
        if (Create(path, settings).ComparesGroup)
        {
            throw new BadInputException(
                path,
                null,
                "rewards: a function that compares a problem's completions works with `score` only"
            );
        }
    }

    private static RewardSet Create(string path, IReadOnlyDictionary<string, JsonElement> settings)
    {
        try
        {
            return RewardSet.Create(settings);
        }
        catch (RewardSettingsException e)
        {
            throw new BadInputException(string.Join(Environment.NewLine, e.Faults.Select(fault => $"{path}: {fault}")));
        }
    }
}
