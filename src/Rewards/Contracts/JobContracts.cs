using System.Text.Json.Serialization;

namespace R1Code.Rewards.Contracts;

/// <summary>Where a job stands. The first two may still change; the others are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Accepted and stored; nothing of it has run.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Some of its items have run or are running.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Every item has a result.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Cancelled by its owner; items that had finished by then keep their results.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>The service gave it up; <see cref="JobStatus.Error"/> says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>
/// A job: the answer of <c>POST /v1/jobs</c> (whose body is a <see cref="ScoreRequest"/>), of <c>GET</c> and of
/// <c>DELETE /v1/jobs/{id}</c>, and the body sent to a callback.
/// </summary>
public sealed record JobStatus
{
    /// <summary>The job's name, made by the service.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>How many items were sent.</summary>
    public required int Total { get; init; }

    /// <summary>How many items have a result.</summary>
    public required int Finished { get; init; }

    /// <summary>
    /// One place per item, in the request's order: its result, or null while there is none. Empty in the answer to the
    /// submission.
    /// </summary>
    public IReadOnlyList<RewardBreakdown?> Results { get; init; } = [];

    /// <summary>For <see cref="JobState.Failed"/>: what happened.</summary>
    public string? Error { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its state became final.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether the state can no longer change.</summary>
    [JsonIgnore]
    public bool IsFinal => State is JobState.Done or JobState.Cancelled or JobState.Failed;
}

/// <summary>
/// Data of one event on <c>GET /v1/jobs/{id}/events</c>. The event <c>item</c> carries an index and its result, the
/// last event, <c>end</c>, the final state without an item.
/// </summary>
public sealed record JobEvent
{
    /// <summary>Which item of the request finished; null in the last event.</summary>
    public int? Index { get; init; }

    /// <summary>What it earned; null in the last event.</summary>
    public RewardBreakdown? Result { get; init; }

    /// <summary>Where the job stands now.</summary>
    public required JobState State { get; init; }

    /// <summary>How many items have a result by now.</summary>
    public required int Finished { get; init; }

    /// <summary>How many items were sent.</summary>
    public required int Total { get; init; }
}
