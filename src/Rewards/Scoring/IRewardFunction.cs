using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// A rule that turns what is known of completions into numbers. Pure and thread-safe: the same inputs give the same
/// values, nothing is kept between calls, and no input makes it throw.
/// </summary>
public interface IRewardFunction
{
    /// <summary>Name in recipes, requests and metrics, such as <c>code</c>.</summary>
    string Name { get; }

    /// <summary>Whether values depend on <see cref="RewardInput.Verdict"/>, so that code must be judged first. The default value is false.</summary>
    bool NeedsVerdict => false;

    /// <summary>
    /// Whether a value depends on the other completions of the same problem in the batch, so that a group must be priced
    /// together. The default value is false.
    /// </summary>
    bool ComparesGroup => false;

    /// <summary>Further numbers about one completion for logs, by name without the function's; never part of the reward.</summary>
    IReadOnlyDictionary<string, double> Measure(RewardInput input) => NoMeasures.Instance;

    /// <summary>One value per input, in order; null means not applicable, which leaves the function out of that sum.</summary>
    IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch);
}

/// <summary>What a reward function may know of one completion.</summary>
public sealed record RewardInput
{
    /// <summary>The problem, with its prompt and gold answer.</summary>
    public required Problem Problem { get; init; }

    /// <summary>What the model wrote.</summary>
    public required string Completion { get; init; }

    /// <summary>The facts of the run; null where nothing was judged.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The completion's token ids where the caller has them; null otherwise.</summary>
    public IReadOnlyList<int>? TokenIds { get; init; }

    /// <summary>Whether generation was cut at its length limit.</summary>
    public bool Truncated { get; init; }
}

/// <summary>The measures of a function that has none.</summary>
internal static class NoMeasures
{
    /// <summary>The empty dictionary.</summary>
    public static IReadOnlyDictionary<string, double> Instance { get; } = new Dictionary<string, double>();
}
