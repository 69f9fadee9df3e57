namespace R1Code.Rewards.Functions;

/// <summary>Options of <c>kimi_length</c>.</summary>
public sealed record KimiLengthOptions : IRewardOptions
{
    /// <summary>What is counted. The default value is <c>tokens</c>.</summary>
    public LengthUnit Unit { get; init; } = LengthUnit.Tokens;

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => [];
}

/// <summary>
/// <c>kimi_length</c>: among the completions of one problem, λ = 0.5 − (length − shortest) / (longest − shortest); a right one
/// gets λ, a wrong one min(0, λ), all get 0 when they are equally long (Kimi k1.5, arXiv 2501.12599, section 2.3.3). It
/// does not apply to a completion that is alone in its batch.
/// </summary>
public sealed class KimiLengthReward(KimiLengthOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "kimi_length";

    /// <inheritdoc/>
    public bool NeedsVerdict => true;

    /// <inheritdoc/>
    public bool ComparesGroup => true;

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch)
    {
        var lengths = batch.Select(i => CompletionLength.Of(i, options.Unit)).ToList();
        var groups = batch
            .Select((input, index) => (input.Problem.Id, Length: lengths[index]))
            .Where(i => i.Length is not null)
            .GroupBy(i => i.Id, i => i.Length!.Value, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => (Shortest: g.Min(), Longest: g.Max(), Count: g.Count()),
                StringComparer.Ordinal
            );
        return [.. batch.Select((input, index) => Value(input, lengths[index], groups))];
    }

    private static double? Value(
        RewardInput input,
        int? length,
        Dictionary<string, (int Shortest, int Longest, int Count)> groups
    )
    {
        if (length is null || groups[input.Problem.Id].Count < 2 || Correctness.Of(input) is not { } right)
        {
            return null;
        }

        var (shortest, longest, _) = groups[input.Problem.Id];
        if (shortest == longest)
        {
            return 0;
        }

        var lambda = 0.5 - ((double)(length.Value - shortest) / (longest - shortest));
        return right ? lambda : Math.Min(0, lambda);
    }
}
