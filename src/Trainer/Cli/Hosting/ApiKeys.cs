using R1Code.Rewards.Service;

namespace R1Code.Cli.Hosting;

/// <summary>
/// Reads the keys of callers, each as <c>name:key</c> or <c>name:key:requests-per-minute</c>. From a file or a variable and
/// never from the command line, where every user of the machine could read them.
/// </summary>
internal static class ApiKeys
{
    /// <summary>Name of the variable.</summary>
    public const string Variable = "R1CODE_API_KEYS";

    /// <summary>The keys of a file; of the variable where no file is given; none where neither is.</summary>
    public static IReadOnlyList<ApiKey> Load(string? file)
    {
        if (file is null)
        {
            var entries = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(',');
            return Parse(entries, (_, reason) => new BadInputException($"{Variable}: {reason}"));
        }

        try
        {
            return Parse(File.ReadAllLines(file), (line, reason) => new BadInputException(file, line, reason));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(file, null, e.Message);
        }
    }

    private static List<ApiKey> Parse(string[] entries, Func<int, string, BadInputException> fault)
    {
        var keys = new List<ApiKey>();
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i].Trim();
            if (entry.Length == 0 || entry.StartsWith('#'))
            {
                continue;
            }

            // The message must not repeat the entry: it may be a secret.
            var parts = entry.Split(':');
            var rate = 0;
            if (parts.Length is < 2 or > 3 || (parts.Length == 3 && (!int.TryParse(parts[2], out rate) || rate < 0)))
            {
                throw fault(i + 1, "expected name:key or name:key:requests-per-minute");
            }

            keys.Add(new ApiKey(parts[0], parts[1], rate));
        }

        return keys;
    }
}
