namespace R1Code.Trainer.Pipeline;

/// <summary>
/// Where a stage stands, as <c>trainer_state.json</c> has it. Random streams are functions of (seed, stage, step), so
/// positions are all there is to remember of them.
/// </summary>
internal sealed record StageState
{
    /// <summary>Steps done.</summary>
    public int GlobalStep { get; init; }

    /// <summary>Problems taken from the stream; dynamic sampling makes it more than steps × prompts.</summary>
    public long ProblemCursor { get; init; }

    /// <summary>Tokens learned from and sampled so far.</summary>
    public long NumTokens { get; init; }

    /// <summary>Seconds of work so far, over all processes.</summary>
    public double Seconds { get; init; }

    /// <summary>Mean rewards of the last steps, newest last; at most ten.</summary>
    public IReadOnlyList<double> RecentRewards { get; init; } = [];

    /// <summary>The step with the best mean of recent rewards among those saved; null before the first.</summary>
    public int? BestStep { get; init; }

    /// <summary>That mean.</summary>
    public double? BestReward { get; init; }

    /// <summary>The mean of <see cref="RecentRewards"/>; null where there are none.</summary>
    public double? MeanRecentReward => RecentRewards.Count == 0 ? null : RecentRewards.Average();

    public StageState WithReward(double reward) => this with { RecentRewards = [.. RecentRewards.TakeLast(9), reward] };
}
