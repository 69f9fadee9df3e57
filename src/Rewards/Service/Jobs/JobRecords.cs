using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>A job that was accepted, before it is stored. Problems are copied in: a later change of a registered problem changes no accepted job.</summary>
internal sealed record NewJob
{
    public required string Id { get; init; }

    public required string Client { get; init; }

    public string? IdempotencyKey { get; init; }

    public Uri? Callback { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Rewards { get; init; }

    public required IReadOnlyList<JobItem> Items { get; init; }

    public required int SliceSize { get; init; }

    /// <summary>The request's place in its trace (W3C <c>traceparent</c>), so that the work belongs to it wherever it is done.</summary>
    public string? Trace { get; init; }

    public int Slices => (Items.Count + SliceSize - 1) / SliceSize;
}

/// <summary>One completion to score.</summary>
internal sealed record JobItem(Problem Problem, string Completion, int Sample)
{
    public IReadOnlyList<int>? TokenIds { get; init; }

    public bool Truncated { get; init; }
}

/// <summary>What is known of a stored job without its items.</summary>
internal sealed record JobHeader
{
    public required string Id { get; init; }

    public required string Client { get; init; }

    public required JobState State { get; init; }

    public required int Total { get; init; }

    public required int Finished { get; init; }

    public string? Error { get; init; }

    public Uri? Callback { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsFinal => State is JobState.Done or JobState.Cancelled or JobState.Failed;

    public JobStatus ToStatus(IEnumerable<StoredResult> results)
    {
        var places = new RewardBreakdown?[Total];
        foreach (var result in results)
        {
            places[result.Index] = result.Result;
        }

        return ToStatus() with
        {
            Results = places,
        };
    }

    public JobStatus ToStatus() =>
        new()
        {
            Id = Id,
            State = State,
            Total = Total,
            Finished = Finished,
            Error = Error,
            CreatedAt = CreatedAt,
            FinishedAt = FinishedAt,
        };
}

/// <summary>A result and its place in the order in which a job's results came.</summary>
internal sealed record StoredResult(long Sequence, int Index, RewardBreakdown Result);

/// <summary>A slice that somebody is about to work on: only the items without a result.</summary>
internal sealed record SliceWork(
    string Client,
    IReadOnlyDictionary<string, JsonElement> Rewards,
    IReadOnlyList<(int Index, JobItem Item)> Pending
)
{
    /// <summary>Where the job came from and when; see <see cref="NewJob.Trace"/>.</summary>
    public string? Trace { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One slice of a job.</summary>
internal readonly record struct SliceId(string JobId, int Slice);

/// <summary>A slice of an unfinished job that nothing was heard of lately.</summary>
/// <param name="Id">Which one.</param>
/// <param name="QueueId">Its last Hangfire job; null when it never got one.</param>
/// <param name="Rescues">How often it was put back into the queue since it last got a result.</param>
internal sealed record SilentSlice(SliceId Id, string? QueueId, int Rescues);
