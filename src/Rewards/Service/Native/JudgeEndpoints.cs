using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Problems;
using R1Code.Rewards.Service.Queueing;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Native;

/// <summary><c>POST /v1/judge</c>: one submission against given tests, facts without a reward.</summary>
internal static class JudgeEndpoints
{
    public static void MapJudge(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/judge", JudgeAsync)
            .WithTags("Scoring")
            .WithSummary("Judges one submission, without a reward");

    private static async Task<Results<Ok<Verdict>, Refused>> JudgeAsync(
        JudgeRequest request,
        ProblemIntake problems,
        JudgingQueue queue,
        SubmissionJudge judge,
        ServiceOptions options,
        HttpContext context,
        CancellationToken aborted
    )
    {
        if ((request.Source is null) == (request.Completion is null))
        {
            return Refused.Invalid(
                "Give either source (C# as it is) or completion (text from which the code is extracted)."
            );
        }

        if ((request.Source ?? request.Completion)!.Length > options.Bounds.TextLength)
        {
            return new Refused(413, $"The text is longer than {options.Bounds.TextLength} characters.");
        }

        var (problem, fault) = await problems.ReadAsync(request.Problem, request.ProblemId, "", aborted);
        if (problem is null)
        {
            return Refused.Invalid(fault!);
        }

        var source = request.Source ?? CodeExtractor.Extract(request.Completion!, problem).Code;
        if (source is null)
        {
            return TypedResults.Ok(Verdict.Without(VerdictStatus.NoCode, problem.Tests.Count));
        }

        var origin = new Origin(Callers.Of(context), "judge");
        var judging = queue.TryAdd<Judged>(
            origin.Client,
            [token => judge.JudgeSourceAsync(problem, source, origin, token)],
            aborted
        );
        return judging is null
            ? Refused.Full($"{queue.Waiting} submissions wait already.", queue.RetryAfter())
            : TypedResults.Ok((await judging[0]).Verdict!);
    }
}
