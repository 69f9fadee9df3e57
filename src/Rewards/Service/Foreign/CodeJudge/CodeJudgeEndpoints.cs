using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Foreign.SandboxFusion;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Queueing;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.CodeJudge;

/// <summary>code-judge's <c>/judge</c> and <c>/run</c>, single and in batches. Outputs are compared as it does: without white space at both ends.</summary>
internal static class CodeJudgeEndpoints
{
    public static void MapCodeJudge(this IEndpointRouteBuilder routes)
    {
        foreach (var (prefix, anyLanguage) in new[] { ("", false), ("/csharp", true) })
        {
            foreach (var (verb, shows) in new[] { ("judge", false), ("run", true) })
            {
                routes.MapPost(
                    $"{prefix}/{verb}",
                    (Submission s, JudgeProgram judge, HttpContext c) => judge.OneAsync(s, shows, anyLanguage, c)
                );
                routes.MapPost(
                    $"{prefix}/{verb}/batch",
                    (BatchSubmission b, JudgeProgram judge, HttpContext c) =>
                        judge.ManyAsync(b, shows, anyLanguage, JudgeProgram.BatchPatience, c)
                );
                routes.MapPost(
                    $"{prefix}/{verb}/long-batch",
                    (BatchSubmission b, JudgeProgram judge, HttpContext c) =>
                        judge.ManyAsync(b, shows, anyLanguage, JudgeProgram.LongPatience, c)
                );
            }

            routes.MapGet($"{prefix}/ping", () => TypedResults.Ok("pong")).WithMetadata(new OpenToAll());
            routes.MapGet(
                $"{prefix}/status",
                (JudgingQueue queue) => TypedResults.Ok(new { queue = queue.Waiting, num_workers = queue.Workers })
            );
        }
    }
}

/// <summary>Runs submissions and compares their output.</summary>
internal sealed class JudgeProgram(JudgingQueue queue, SubmissionJudge judge, ServiceOptions options, TimeProvider time)
{
    public static readonly TimeSpan BatchPatience = TimeSpan.FromSeconds(60);

    /// <summary>The client hangs up after an hour; what is not done then has to be told before.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(58);

    private const int TimeLimitMs = 10_000;

    public async Task<Results<Ok<SubmissionResult>, Refused>> OneAsync(
        Submission submission,
        bool shows,
        bool anyLanguage,
        HttpContext context
    )
    {
        if (Fault(submission, anyLanguage) is { } fault)
        {
            return Refused.Invalid(fault);
        }

        using var timer = new CancellationTokenSource(BatchPatience, time);
        return TypedResults.Ok(await JudgeAsync(submission, shows, context, timer.Token));
    }

    public async Task<Results<Ok<BatchResult>, Refused>> ManyAsync(
        BatchSubmission batch,
        bool shows,
        bool anyLanguage,
        TimeSpan patience,
        HttpContext context
    )
    {
        if (batch.Submissions.Count == 0 || batch.Submissions.Count > options.Bounds.Items)
        {
            return Refused.Invalid($"submissions: must be 1 to {options.Bounds.Items}");
        }

        foreach (var (i, submission) in batch.Submissions.Index())
        {
            if (Fault(submission, anyLanguage) is { } fault)
            {
                return Refused.Invalid($"submissions[{i}].{fault}");
            }
        }

        using var timer = new CancellationTokenSource(patience, time);
        var results = await Task.WhenAll(batch.Submissions.Select(s => JudgeAsync(s, shows, context, timer.Token)));
        return TypedResults.Ok(new BatchResult(batch.SubId ?? NewId(), results));
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private string? Fault(Submission? submission, bool anyLanguage) =>
        submission is null ? "null"
        : !anyLanguage && !FusionEndpoints.IsCSharp(submission.Type)
            ? $"type: '{submission.Type}' does not run here, only csharp; /csharp/judge takes any type as C#"
        : submission.Solution.Length > options.Bounds.TextLength
            ? $"solution: longer than {options.Bounds.TextLength} characters"
        : null;

    private async Task<SubmissionResult> JudgeAsync(
        Submission submission,
        bool shows,
        HttpContext context,
        CancellationToken deadline
    )
    {
        var id = submission.SubId ?? NewId();
        var start = time.GetTimestamp();
        var run = new ProgramRun
        {
            Sources = [new SourceFile("Program.cs", submission.Solution)],
            Stdin = Encoding.UTF8.GetBytes(submission.Input ?? ""),
            Limits = new TestLimits
            {
                WallMs = TimeLimitMs,
                CpuMs = TimeLimitMs,
                OutputKb = Bounded.OutputKb,
            },
        };
        var origin = new Origin(Callers.Of(context), shows ? "code_judge_run" : "code_judge");
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, deadline);
        try
        {
            var outcome = await queue.Add(origin.Client, token => judge.RunAsync(run, origin, token), linked.Token);
            return Result(id, submission, outcome, shows);
        }
        catch (OperationCanceledException)
            when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // This protocol has a word for it, and its client sends such submissions again.
            return new SubmissionResult
            {
                SubId = id,
                Success = false,
                RunSuccess = false,
                Cost = time.GetElapsedTime(start).TotalSeconds,
                Reason = "queue_timeout",
            };
        }
    }

    private static SubmissionResult Result(string id, Submission submission, ProgramOutcome outcome, bool shows)
    {
        var words = ForeignVerdicts.Of(outcome.Status);
        var stdout = Encoding.UTF8.GetString(outcome.Stdout);
        var right =
            submission.ExpectedOutput is not { } expected
            || stdout.AsSpan().Trim().SequenceEqual(expected.AsSpan().Trim());
        return new SubmissionResult
        {
            SubId = id,
            Success = words.Ran && right,
            RunSuccess = words.Ran,
            Cost = outcome.WallMs / 1000,
            Reason = words.Reason,
            Stdout = shows ? stdout : null,
            Stderr = shows
                ? string.Join(
                    '\n',
                    outcome.Diagnostics.Append(Encoding.UTF8.GetString(outcome.Stderr)).Where(t => t.Length > 0)
                )
                : null,
        };
    }
}
