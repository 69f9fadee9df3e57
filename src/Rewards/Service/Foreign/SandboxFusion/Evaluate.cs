using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Problems;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>SandboxFusion's <c>/submit</c> and ScaleBox's <c>/common_evaluate_batch</c>: a completion, its tests, one answer per test.</summary>
internal sealed class Evaluate(ForeignLane lane, SubmissionJudge judge, ServiceOptions options)
{
    private const string CommonOj = "CommonOJDataset";

    public Task<Results<Ok<EvalResult>, Refused>> SubmitAsync(SubmitRequest request, HttpContext context)
    {
        // Unset names are taken for the one kind of data set there is.
        if (request.Config.DatasetType is { } type && type != CommonOj)
        {
            return Refuse($"config.dataset_type: '{type}' is not served here, only {CommonOj}");
        }

        return request.Config.Language is { } language && !FusionEndpoints.IsCSharp(language)
            ? Refuse(FusionEndpoints.NotCSharp(language))
            : EvaluateAsync(
                request,
                "submit",
                code => SubmittedTests.CommonOj(request),
                CodeExtractor.Extract(request.Completion),
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
        HttpContext context
    )
    {
        var tests = read(extracted.Code ?? "");
        var (compileMs, compileFault) = Bounded.Seconds(
            request.Config.CompileTimeout ?? 10,
            "config.compile_timeout",
            options.MaxForeignTimeout
        );
        var (runMs, runFault) = Bounded.Seconds(
            request.Config.RunTimeout ?? 10,
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

        Verdict? verdict;
        if (extracted.Code is { } code)
        {
            var patience =
                TimeSpan.FromMilliseconds(compileMs + ((double)runMs * Math.Max(1, problem.Tests.Count)))
                + FusionEndpoints.Slack;
            var (judged, refusal) = await lane.RunAsync(
                context,
                protocol,
                patience,
                (origin, token) => judge.JudgeSourceAsync(problem, code, origin, token)
            );
            if (judged is null)
            {
                return refusal!;
            }

            verdict = judged.Verdict!;
        }
        else
        {
            verdict = Verdict.Without(VerdictStatus.NoCode, problem.Tests.Count, "the completion holds no C# code");
        }

        return TypedResults.Ok(Answer(request, extracted, tests, verdict));
    }

    private static EvalResult Answer(
        SubmitRequest request,
        ExtractedCode extracted,
        SubmittedTests tests,
        Verdict verdict
    )
    {
        var cases = new List<EvalTestCase>();
        for (var i = 0; i < Math.Max(1, Math.Max(tests.Shown.Count, verdict.Tests.Count)); i++)
        {
            var test = i < verdict.Tests.Count ? verdict.Tests[i] : null;
            var passed = (test?.Status ?? verdict.Status) == VerdictStatus.Accepted;
            cases.Add(
                new EvalTestCase
                {
                    Passed = passed,
                    ExecInfo = FusionAnswers.Of(verdict, test),
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
