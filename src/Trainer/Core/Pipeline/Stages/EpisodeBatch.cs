using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>The episodes of one step, and how they came about.</summary>
internal sealed record EpisodeBatch
{
    /// <summary>By group, then by sample.</summary>
    public required IReadOnlyList<Episode> Episodes { get; init; }

    /// <summary>The same episodes with their scores, as those come.</summary>
    public required PendingEpisodes Pending { get; init; }

    /// <summary>Problems taken from the stream.</summary>
    public required long ProblemsTaken { get; init; }

    /// <summary>Rounds of sampling; more than one only with dynamic sampling.</summary>
    public required int Rounds { get; init; }

    /// <summary>Groups that were sampled and thrown away because their rewards did not differ.</summary>
    public required int WastedGroups { get; init; }

    /// <summary>Seconds of generation, rewards running beside it.</summary>
    public required double GenerationSeconds { get; init; }

    /// <summary>Seconds in which nothing was done but wait for rewards.</summary>
    public double RewardSeconds => Pending.WaitedSeconds;

    /// <summary>The same once every score has come.</summary>
    public EpisodeBatch Scored() => this with { Episodes = Pending.AwaitAll() };
}
