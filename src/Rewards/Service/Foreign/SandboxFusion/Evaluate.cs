using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Problems;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>SandboxFusion's <c>/submit</c> and ScaleBox's <c>/common_evaluate_batch</c>: a completion, its tests, one answer per test.</summary>
internal sealed class Evaluate(ForeignLane lane, SubmissionJudge judge, StagedJudge staged, ServiceOptions options)
{
    private const string CommonOj = "CommonOJDataset";

    // ScaleBox's client waits more than an hour, and takes every answer but a result for a wrong completion.
    private static readonly TimeSpan BatchPatience = TimeSpan.FromHours(1);

    public Task<Results<Ok<EvalResult>, Refused>> SubmitAsync(
        SubmitRequest request,
        bool anyLanguage,
        HttpContext context
    )
    {
        // Unset names are taken for the one kind of data set there is.
        if (request.Config.DatasetType is { } type && type != CommonOj)
        {
            return Refuse($"config.dataset_type: '{type}' is not served here, only {CommonOj}");
        }

        return !anyLanguage && request.Config.Language is { } language && !FusionEndpoints.IsCSharp(language)
            ? Refuse(FusionEndpoints.NotCSharp(language))
            : EvaluateAsync(
                request,
                "submit",
                code => SubmittedTests.CommonOj(request),
                CodeExtractor.Extract(request.Completion),
                null,
                context
            );
    }

    public Task<Results<Ok<EvalResult>, Refused>> BatchAsync(
        SubmitRequest request,
        bool anyLanguage,
        HttpContext context
    )
    {
        if (!anyLanguage && !FusionEndpoints.IsCSharp(request.Config.Language))
        {
            return Refuse(FusionEndpoints.NotCSharp(request.Config.Language));
        }

        return EvaluateAsync(
            request,
            "common_evaluate_batch",
            code => SubmittedTests.Batch(request, code),
            CodeExtractor.Extract(request.Completion),
            BatchPatience,
            context
        );
    }

    private static Task<Results<Ok<EvalResult>, Refused>> Refuse(string reason) =>
        Task.FromResult<Results<Ok<EvalResult>, Refused>>(Refused.Invalid(reason));

    private async Task<Results<Ok<EvalResult>, Refused>> EvaluateAsync(
        SubmitRequest request,
        string protocol,
        Func<string, SubmittedTests> read,
        ExtractedCode extracted,
        TimeSpan? waits,
        HttpContext context
    )
    {
        var tests = read(extracted.Code ?? "");
        var (compileMs, compileFault) = Bounded.Seconds(
            OrDefault(request.Config.CompileTimeout),
            "config.compile_timeout",
            options.MaxForeignTimeout
        );
        var (runMs, runFault) = Bounded.Seconds(
            OrDefault(request.Config.RunTimeout),
            "config.run_timeout",
            options.MaxForeignTimeout
        );
        if ((tests.Fault ?? compileFault ?? runFault) is { } fault)
        {
            return Refused.Invalid(fault);
        }

        var problem = tests.Problem! with
        {
            Limits = new TestLimits { WallMs = runMs, CpuMs = runMs },
        };
        if (
            request.Completion.Length > options.Bounds.TextLength
            || ProblemIntake.Check(problem, "config.provided_data: ") is not null
        )
        {
            return Refused.Invalid(
                ProblemIntake.Check(problem, "config.provided_data: ")
                    ?? $"completion: longer than {options.Bounds.TextLength} characters"
            );
        }

        if (extracted.Code is not { } code)
        {
            var none = Verdict.Without(VerdictStatus.NoCode, problem.Tests.Count, "the completion holds no C# code");
            return TypedResults.Ok(Answer(request, extracted, tests, new StagedVerdict(none, [])));
        }

        var patience =
            waits
            ?? TimeSpan.FromMilliseconds(compileMs + ((double)runMs * Math.Max(1, problem.Tests.Count)))
                + FusionEndpoints.Slack;
        var submission = new Submission(problem, code, compileMs, request.Config.Extra?.RunAllCases == true);
        var (judged, refusal) = await lane.RunAsync(
            context,
            protocol,
            patience,
            (origin, token) => JudgeAsync(submission, tests, origin, token)
        );
        return judged is null ? refusal! : TypedResults.Ok(Answer(request, extracted, tests, judged));
    }

    // Their server takes 0 for "not given" here, as Python's `or` does.
    private static double OrDefault(double? seconds) =>
        seconds is null or 0 ? RunCodeRequest.UsualTimeout : seconds.Value;

    private async Task<StagedVerdict> JudgeAsync(
        Submission submission,
        SubmittedTests tests,
        Origin origin,
        CancellationToken cancellationToken
    ) =>
        tests.Staged.Count > 0
            ? await staged.JudgeAsync(submission, tests.Staged, origin, cancellationToken)
            : new StagedVerdict(
                (await judge.JudgeSourceAsync(submission.Problem, submission.Code, origin, cancellationToken)).Verdict!,
                []
            );

    private static EvalResult Answer(
        SubmitRequest request,
        ExtractedCode extracted,
        SubmittedTests tests,
        StagedVerdict judged
    )
    {
        var verdict = judged.Verdict;
        var cases = new List<EvalTestCase>();
        for (var i = 0; i < Math.Max(1, Math.Max(tests.Shown.Count, verdict.Tests.Count)); i++)
        {
            var test = i < verdict.Tests.Count ? verdict.Tests[i] : null;
            var passed = (test?.Status ?? verdict.Status) == VerdictStatus.Accepted;
            cases.Add(
                new EvalTestCase
                {
                    Passed = passed,
                    ExecInfo = FusionAnswers.Of(verdict, test, i < judged.Files.Count ? judged.Files[i] : []),
                    TestInfo = i < tests.Shown.Count ? tests.Shown[i] : null,
                }
            );
            if (!passed && request.Config.Extra?.RunAllCases != true)
            {
                break;
            }
        }

        return new EvalResult
        {
            Id = request.Id ?? JsonSerializer.SerializeToElement(0),
            Accepted = verdict.Status == VerdictStatus.Accepted,
            ExtractedCode = extracted.Code ?? "",
            Tests = cases,
            ExtractedType = extracted.KindName,
        };
    }
}
