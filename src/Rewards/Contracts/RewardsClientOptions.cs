namespace R1Code.Rewards.Contracts;

/// <summary>How <see cref="RewardsClient"/> waits and repeats.</summary>
public sealed record RewardsClientOptions
{
    /// <summary>Key sent as <c>Authorization: Bearer</c>; null sends none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How often a call is tried in all. The default value is 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second try, doubled for each further one. The default value is 200 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause, also where the service asks for a longer one. The default value is 30 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one request for a job's state waits at the service. The default value is 30 s.</summary>
    public TimeSpan JobWait { get; init; } = TimeSpan.FromSeconds(30);
}
