using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>
/// SandboxFusion's <c>/run_code</c>, which verl's reward client calls once per test with the same source. Under
/// <c>/csharp</c> the language is taken as C# whatever the body says: verl's reward path always says python.
/// </summary>
internal static class FusionEndpoints
{
    /// <summary>The client waits compile + run + 10 s; the answer has to be on its way before.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(8);

    public static void MapSandboxFusion(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/run_code",
                (RunCodeRequest r, RunCode run, HttpContext c) => run.AnswerAsync(r, anyLanguage: false, c)
            )
            .WithSummary("SandboxFusion: run one program");
        routes
            .MapPost(
                "/csharp/run_code",
                (RunCodeRequest r, RunCode run, HttpContext c) => run.AnswerAsync(r, anyLanguage: true, c)
            )
            .WithSummary("The same, taking every program as C#");
        routes
            .MapPost(
                "/submit",
                (SubmitRequest r, Evaluate evaluate, HttpContext c) => evaluate.SubmitAsync(r, anyLanguage: false, c)
            )
            .WithSummary("SandboxFusion: a completion against CommonOJ tests");
        routes
            .MapPost(
                "/csharp/submit",
                (SubmitRequest r, Evaluate evaluate, HttpContext c) => evaluate.SubmitAsync(r, anyLanguage: true, c)
            )
            .WithSummary("The same, taking every completion as C#");
        routes
            .MapPost(
                "/common_evaluate_batch",
                (SubmitRequest r, Evaluate evaluate, HttpContext c) => evaluate.BatchAsync(r, anyLanguage: false, c)
            )
            .WithSummary("ScaleBox: a completion against a batch of tests");
        routes
            .MapPost(
                "/csharp/common_evaluate_batch",
                (SubmitRequest r, Evaluate evaluate, HttpContext c) => evaluate.BatchAsync(r, anyLanguage: true, c)
            )
            .WithSummary("The same, taking every completion as C#");
        foreach (var ping in new[] { "/v1/ping", "/csharp/v1/ping" })
        {
            routes.MapGet(ping, () => TypedResults.Ok("pong")).WithMetadata(new OpenToAll());
        }
    }

    public static bool IsCSharp(string? language) =>
        language is not null
        && (language.Equals("csharp", StringComparison.OrdinalIgnoreCase) || CodeFenceLanguage.IsCSharp(language));

    public static string NotCSharp(string? language) =>
        $"language: '{language}' does not run here, only csharp; clients that cannot say so use the addresses under /csharp";
}

/// <summary><c>/run_code</c>.</summary>
internal sealed class RunCode(ForeignLane lane, SubmissionJudge judge, ServiceOptions options)
{
    public async Task<Results<Ok<RunCodeResponse>, Refused>> AnswerAsync(
        RunCodeRequest request,
        bool anyLanguage,
        HttpContext context
    )
    {
        if (!anyLanguage && !FusionEndpoints.IsCSharp(request.Language))
        {
            return Refused.Invalid(FusionEndpoints.NotCSharp(request.Language));
        }

        var (run, fault) = Read(request);
        if (run is null)
        {
            return Refused.Invalid(fault!);
        }

        var patience = TimeSpan.FromMilliseconds(run.CompileTimeoutMs + run.Limits.WallMs) + FusionEndpoints.Slack;
        var (outcome, refusal) = await lane.RunAsync(
            context,
            "run_code",
            patience,
            (origin, token) => judge.RunAsync(run, origin, token)
        );
        return outcome is null ? refusal! : TypedResults.Ok(FusionAnswers.Of(outcome));
    }

    private (ProgramRun? Run, string? Fault) Read(RunCodeRequest request)
    {
        var (compileMs, compileFault) = Bounded.Seconds(
            request.CompileTimeout ?? RunCodeRequest.UsualTimeout,
            "compile_timeout",
            options.MaxForeignTimeout
        );
        var (runMs, runFault) = Bounded.Seconds(
            request.RunTimeout ?? RunCodeRequest.UsualTimeout,
            "run_timeout",
            options.MaxForeignTimeout
        );
        var (memory, memoryFault) = Bounded.Memory(request.MemoryLimitMb, "memory_limit_MB");
        var (files, fileFault) = WorkingFiles.Read(
            request.Files ?? new Dictionary<string, string?>(),
            request.FetchFiles ?? []
        );
        var fault = compileFault ?? runFault ?? memoryFault ?? fileFault ?? Texts(request);
        return fault is not null
            ? (null, fault)
            : (
                new ProgramRun
                {
                    Sources = [new SourceFile("Program.cs", WithoutTag(request.Code))],
                    Stdin = System.Text.Encoding.UTF8.GetBytes(request.Stdin ?? ""),
                    Args = request.Args ?? [],
                    Files = files!,
                    FetchFiles = request.FetchFiles ?? [],
                    CompileTimeoutMs = compileMs,
                    Limits = new TestLimits
                    {
                        WallMs = runMs,
                        CpuMs = runMs,
                        MemoryMb = memory,
                        OutputKb = Bounded.OutputKb,
                    },
                },
                null
            );
    }

    // verl cuts a block out of its fences and takes the language off the first line only where it is letters: a block
    // that began with ```c# arrives with "c#" as its first line, which is no line of C#.
    private static string WithoutTag(string code)
    {
        var end = code.AsSpan().IndexOf('\n');
        return end > 0 && code.AsSpan(0, end).Trim().Equals("c#", StringComparison.OrdinalIgnoreCase)
            ? code[(end + 1)..]
            : code;
    }

    private string? Texts(RunCodeRequest request) =>
        request.Code.Length > options.Bounds.TextLength ? $"code: longer than {options.Bounds.TextLength} characters"
        : request.Args?.Any(a => a is null) == true ? "args: holds null"
        : null;
}
