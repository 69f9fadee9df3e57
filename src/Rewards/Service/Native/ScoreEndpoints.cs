using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Queueing;
using R1Code.Rewards.Service.Scoring;

namespace R1Code.Rewards.Service.Native;

/// <summary><c>POST /v1/score</c>: a batch, answered when all of it is done.</summary>
internal static class ScoreEndpoints
{
    public static void MapScore(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/score", ScoreAsync)
            .WithTags("Scoring")
            .WithSummary("Scores a batch of completions and answers when all are done");

    private static async Task<Results<Ok<ScoreResponse>, Refused>> ScoreAsync(
        ScoreRequest request,
        ScoreIntake intake,
        JudgingQueue queue,
        SubmissionJudge judge,
        HttpContext context,
        CancellationToken aborted
    )
    {
        if (request.IdempotencyKey is not null || request.CallbackUrl is not null)
        {
            return Refused.Invalid("idempotency_key and callback_url belong to POST /v1/jobs");
        }

        var (batch, refusal) = await intake.ReadAsync(request, aborted);
        if (batch is null)
        {
            return refusal!;
        }

        var origin = new Origin(Callers.Of(context), "score");
        var judging = queue.TryAdd<Judged>(
            origin.Client,
            [
                .. batch.Items.Select(item =>
                    (Func<CancellationToken, Task<Judged>>)(
                        token => judge.JudgeAsync(item.Problem, item.Completion, batch.Rewards, origin, token)
                    )
                ),
            ],
            aborted
        );
        if (judging is null)
        {
            return Refused.Full(
                $"{queue.Waiting} submissions wait already. Send the batch again later, or as a job.",
                queue.RetryAfter()
            );
        }

        var judged = await Task.WhenAll(judging);
        return TypedResults.Ok(new ScoreResponse { Results = judge.Price(batch.Items, judged, batch.Rewards, origin) });
    }
}
