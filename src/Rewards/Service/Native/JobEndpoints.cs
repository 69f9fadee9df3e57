using System.Globalization;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Scoring;

namespace R1Code.Rewards.Service.Native;

/// <summary><c>/v1/jobs</c>: batches that are queued, waited for, watched and cancelled. A job belongs to the key that sent it.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/jobs").WithTags("Jobs");
        group.MapPost("", SubmitAsync).WithSummary("Accepts a batch and answers at once with the job's id");
        group
            .MapGet("/{id}", GetAsync)
            .WithSummary(
                "State, progress and results so far; wait=30s answers when the job is final or the time is over"
            );
        group.MapDelete("/{id}", CancelAsync).WithSummary("Cancels what has not run");
        group
            .MapGet("/{id}/events", EventsAsync)
            .WithSummary("Server-sent events: one per finished item, then the end");
    }

    private static async Task<Results<Accepted<JobStatus>, Refused>> SubmitAsync(
        ScoreRequest request,
        ScoreIntake intake,
        JobDesk desk,
        HttpContext context,
        CancellationToken aborted
    )
    {
        var (batch, refusal) = await intake.ReadAsync(request, aborted);
        if (batch is null)
        {
            return refusal!;
        }

        var (job, refused) = await desk.AcceptAsync(request, batch, Callers.Of(context), aborted);
        return job is null ? refused! : TypedResults.Accepted($"/v1/jobs/{job.Id}", job.ToStatus());
    }

    private static async Task<Results<Ok<JobStatus>, Refused>> GetAsync(
        string id,
        string? wait,
        JobDesk desk,
        IJobStore store,
        HttpContext context,
        CancellationToken aborted
    )
    {
        if (!WaitTime.TryParse(wait, out var time))
        {
            return Refused.Invalid("wait: must be a time such as 30s or 500ms");
        }

        return await desk.WaitAsync(id, Callers.Of(context), time, aborted) is { } job
            ? TypedResults.Ok(job.ToStatus(await store.ResultsAsync(id, 0, aborted)))
            : Unknown();
    }

    private static async Task<Results<Ok<JobStatus>, Refused>> CancelAsync(
        string id,
        JobDesk desk,
        JobEnd end,
        IJobStore store,
        HttpContext context,
        CancellationToken aborted
    )
    {
        if (await desk.FindAsync(id, Callers.Of(context), aborted) is null)
        {
            return Unknown();
        }

        await end.StopAsync(id, JobState.Cancelled, error: null, aborted);
        var job = await store.FindAsync(id, aborted);
        return job is null ? Unknown() : TypedResults.Ok(job.ToStatus(await store.ResultsAsync(id, 0, aborted)));
    }

    private static async Task<Results<ServerSentEventsResult<JobEvent>, Refused>> EventsAsync(
        string id,
        JobDesk desk,
        HttpContext context,
        CancellationToken aborted
    )
    {
        if (await desk.FindAsync(id, Callers.Of(context), aborted) is null)
        {
            return Unknown();
        }

        // A browser that lost the connection says where it was; nonsense means from the beginning.
        _ = long.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var after);
        return TypedResults.ServerSentEvents(
            desk.WatchAsync(id, after, aborted)
                .Select(e => new SseItem<JobEvent>(e.Event, e.Event.Index is null ? "end" : "item")
                {
                    EventId = e.Sequence.ToString(CultureInfo.InvariantCulture),
                })
        );
    }

    private static Refused Unknown() =>
        Refused.NotFound("There is no such job: it never was, belongs to another key, or is forgotten.");
}
