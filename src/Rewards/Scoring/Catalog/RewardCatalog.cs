using System.Text.Json;
using R1Code.Rewards.Functions;

namespace R1Code.Rewards;

/// <summary>All reward functions by name. A new function is a file of its own and a line here.</summary>
public static class RewardCatalog
{
    private static readonly Dictionary<string, RewardEntry> Entries = new[]
    {
        RewardEntry.Of<CodeRewardOptions>("code", o => new CodeReward(o)),
        RewardEntry.Of<FormatRewardOptions>("format", o => new FormatReward(o)),
        RewardEntry.Of<NoOptions>("tags", _ => new TagsReward()),
        RewardEntry.Of<NoOptions>("math", _ => new MathReward()),
        RewardEntry.Of<NoOptions>("logic", _ => new LogicReward()),
        RewardEntry.Of<LanguageConsistencyOptions>("language_consistency", o => new LanguageConsistencyReward(o)),
        RewardEntry.Of<CosineLengthOptions>("cosine", o => new CosineLengthReward(o)),
        RewardEntry.Of<KimiLengthOptions>("kimi_length", o => new KimiLengthReward(o)),
        RewardEntry.Of<SoftOverlongOptions>("soft_overlong", o => new SoftOverlongReward(o)),
        RewardEntry.Of<RepetitionOptions>("repetition", o => new RepetitionReward(o)),
        RewardEntry.Of<ReasoningStepsOptions>("reasoning_steps", o => new ReasoningStepsReward(o)),
    }.ToDictionary(e => e.Name, StringComparer.Ordinal);

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Makes a function from its name and the object of its options (other members than its options are faults; null means
    /// defaults). Faults are appended with <paramref name="path"/> in front; the result is null when there were any.
    /// </summary>
    internal static IRewardFunction? Create(string name, JsonElement? options, string path, List<string> faults)
    {
        if (!Entries.TryGetValue(name, out var entry))
        {
            faults.Add($"{path}: there is no reward function of this name; known: {string.Join(", ", Names)}");
            return null;
        }

        return entry.Create(options, path, faults);
    }
}

/// <summary>One function of the catalog: how its options are read and how it is made.</summary>
internal sealed record RewardEntry(string Name, Func<JsonElement?, string, List<string>, IRewardFunction?> Create)
{
    /// <summary>An entry whose options are of type <typeparamref name="TOptions"/>.</summary>
    public static RewardEntry Of<TOptions>(string name, Func<TOptions, IRewardFunction> create)
        where TOptions : class, IRewardOptions, new() =>
        new(
            name,
            (json, path, faults) =>
                OptionsReader.Read<TOptions>(json, path, faults) is { } options ? create(options) : null
        );
}
