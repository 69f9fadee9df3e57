namespace R1Code.Rewards.Functions;

/// <summary>Options of <c>cosine</c>; the names are those of open-r1.</summary>
public sealed record CosineLengthOptions : IRewardOptions
{
    /// <summary>Length at which the value has gone all the way. The default value is 1,000.</summary>
    public int MaxLen { get; init; } = 1000;

    /// <summary>Value of the longest right answer. The default value is 0.5.</summary>
    public double MinValueCorrect { get; init; } = 0.5;

    /// <summary>Value of the shortest right answer. The default value is 1.</summary>
    public double MaxValueCorrect { get; init; } = 1;

    /// <summary>Value of the shortest wrong answer. The default value is −1.</summary>
    public double MinValueWrong { get; init; } = -1;

    /// <summary>Value of the longest wrong answer. The default value is −0.5.</summary>
    public double MaxValueWrong { get; init; } = -0.5;

    /// <summary>What is counted. The default value is <c>tokens</c>.</summary>
    public LengthUnit Unit { get; init; } = LengthUnit.Tokens;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (MaxLen <= 0)
        {
            yield return $"max_len must be positive, not {MaxLen}";
        }
    }
}

/// <summary>
/// <c>cosine</c>: short is better when right, long is less bad when wrong, along half a cosine of length / max_len
/// (Yeo et al., arXiv 2502.03373; ranges of open-r1).
/// </summary>
public sealed class CosineLengthReward(CosineLengthOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "cosine";

    /// <inheritdoc/>
    public bool NeedsVerdict => true;

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) => [.. batch.Select(Value)];

    private double? Value(RewardInput input)
    {
        if (CompletionLength.Of(input, options.Unit) is not { } length || Correctness.Of(input) is not { } right)
        {
            return null;
        }

        var (from, to) = right
            ? (options.MaxValueCorrect, options.MinValueCorrect)
            : (options.MinValueWrong, options.MaxValueWrong);
        var progress = Math.Min(1, (double)length / options.MaxLen);
        return to + (0.5 * (from - to) * (1 + Math.Cos(Math.PI * progress)));
    }
}
