namespace R1Code.Rewards.Functions;

/// <summary>
/// <c>tags</c>: 0.25 for each of the four tags that stands exactly once, a softer step towards <c>format</c>
/// (the tag count of open-r1). Order is not asked.
/// </summary>
public sealed class TagsReward : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "tags";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) =>
        [.. batch.Select(i => (double?)(0.25 * Tags.All.Count(tag => Tags.Count(i.Completion, tag) == 1)))];
}

/// <summary>The four tags of a completion.</summary>
internal static class Tags
{
    /// <summary>In their order.</summary>
    public static IReadOnlyList<string> All { get; } = ["<think>", "</think>", "<answer>", "</answer>"];

    /// <summary>Whether each stands exactly once.</summary>
    public static bool AllOnce(string text) => All.All(tag => Count(text, tag) == 1);

    /// <summary>How often a tag stands in the text; stops counting at 2.</summary>
    public static int Count(string text, string tag)
    {
        var first = text.IndexOf(tag, StringComparison.Ordinal);
        if (first < 0)
        {
            return 0;
        }

        return text.IndexOf(tag, first + tag.Length, StringComparison.Ordinal) < 0 ? 1 : 2;
    }
}
