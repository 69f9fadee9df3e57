namespace R1Code.Rewards.Functions;

/// <summary>Options of <c>soft_overlong</c>.</summary>
public sealed record SoftOverlongOptions : IRewardOptions
{
    /// <summary>L: the length limit. The default value is 20,480.</summary>
    public int MaxCompletionLen { get; init; } = 20_480;

    /// <summary>C: how far before the limit the penalty starts. The default value is 4,096.</summary>
    public int SoftPunishCache { get; init; } = 4_096;

    /// <summary>What is counted. The default value is <c>tokens</c>.</summary>
    public LengthUnit Unit { get; init; } = LengthUnit.Tokens;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (SoftPunishCache <= 0 || SoftPunishCache > MaxCompletionLen)
        {
            yield return $"soft_punish_cache must lie between 1 and max_completion_len ({MaxCompletionLen}), not {SoftPunishCache}";
        }
    }
}

/// <summary>
/// <c>soft_overlong</c>: 0 up to L − C, then falling evenly to −1 at L, −1 beyond (DAPO, arXiv 2503.14476, equation 13).
/// </summary>
public sealed class SoftOverlongReward(SoftOverlongOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "soft_overlong";

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) => [.. batch.Select(Value)];

    private double? Value(RewardInput input)
    {
        if (CompletionLength.Of(input, options.Unit) is not { } length)
        {
            return null;
        }

        var free = options.MaxCompletionLen - options.SoftPunishCache;
        return length <= free ? 0
            : length > options.MaxCompletionLen ? -1
            : (double)(free - length) / options.SoftPunishCache;
    }
}
