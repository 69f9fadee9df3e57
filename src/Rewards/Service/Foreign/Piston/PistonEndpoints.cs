using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.Piston;

/// <summary>Piston's v2 interface, which open-r1 calls. Errors are <c>{"message"}</c>, as its clients print them.</summary>
internal static class PistonEndpoints
{
    /// <summary>Everything below it speaks as Piston does, errors included.</summary>
    public const string Prefix = "/api/v2";

    public static void MapPiston(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix);
        group.MapPost("/execute", ExecuteAsync).WithSummary("Piston: compile and run files");
        group.MapGet(
            "/runtimes",
            () =>
                TypedResults.Ok(
                    new[]
                    {
                        new
                        {
                            language = PistonRuntime.Language,
                            version = PistonRuntime.Version,
                            aliases = PistonRuntime.Aliases,
                            runtime = "dotnet",
                        },
                    }
                )
        );
        group.MapGet(
            "/packages",
            () =>
                TypedResults.Ok(
                    new[]
                    {
                        new
                        {
                            language = PistonRuntime.Language,
                            language_version = PistonRuntime.Version,
                            installed = true,
                        },
                    }
                )
        );
    }

    private static async Task<Results<Ok<ExecuteResponse>, JsonHttpResult<ExecuteResponse>, Refused>> ExecuteAsync(
        ExecuteRequest request,
        PistonReader reader,
        ForeignLane lane,
        SubmissionJudge judge,
        HttpContext context
    )
    {
        var (run, fault) = reader.Read(request);
        if (run is null)
        {
            return Refused.Invalid(fault!);
        }

        // open-r1 gives a connection 30 s between bytes, whatever limits it asked for.
        var patience = TimeSpan.FromMilliseconds(run.CompileTimeoutMs + run.Limits.WallMs) + TimeSpan.FromSeconds(15);
        var (outcome, refusal) = await lane.RunAsync(
            context,
            "piston",
            patience,
            (origin, token) => judge.RunAsync(run, origin, token)
        );
        if (outcome is null)
        {
            return refusal!;
        }

        // open-r1 tries again after any other status than 200, and takes a 200 that says XX for a failed test.
        return outcome.Status == VerdictStatus.SandboxFailure
            ? TypedResults.Json(
                Answer(outcome) with
                {
                    Message = "The sandbox failed on this program; send it again.",
                },
                statusCode: StatusCodes.Status503ServiceUnavailable
            )
            : TypedResults.Ok(Answer(outcome));
    }

    private static ExecuteResponse Answer(ProgramOutcome outcome)
    {
        var words = ForeignVerdicts.Of(outcome.Status);
        if (words.Run is null)
        {
            var failed = Compiled(words.Piston, outcome);
            return new ExecuteResponse { Compile = failed, Run = failed };
        }

        return new ExecuteResponse
        {
            Compile = Compiled(new PistonWords(null, 0, null), outcome),
            Run = Ran(words.Piston, outcome),
        };
    }

    private static StageResult Compiled(PistonWords words, ProgramOutcome outcome)
    {
        var text = words.Code == 0 ? "" : string.Join('\n', outcome.Diagnostics.DefaultIfEmpty(outcome.Message ?? ""));
        return new StageResult
        {
            Stdout = text,
            Output = text,
            Code = words.Code,
            Signal = SignalNames.Of(words.Signal),
            Status = words.Status,
            Message = words.Status is null or "RE" ? null : outcome.Message ?? Reason(words.Status),
            WallTime = outcome.CompileMs,
            CpuTime = outcome.CompileMs,
        };
    }

    private static StageResult Ran(PistonWords words, ProgramOutcome outcome)
    {
        var stdout = Encoding.UTF8.GetString(outcome.Stdout);
        var stderr = Encoding.UTF8.GetString(outcome.Stderr);
        var crashed = words.Status == "RE" && outcome.Signal is not null;
        var status =
            crashed ? "SG"
            : words.Status == "OL" && outcome.Stderr.Length > outcome.Stdout.Length ? "EL"
            : words.Status;
        return new StageResult
        {
            Stdout = stdout,
            Stderr = stderr,
            Output = stdout + stderr,
            Code = status switch
            {
                null => 0,
                "RE" => outcome.ExitCode is { } code and not 0 ? code : words.Code,
                _ => null,
            },
            Signal = SignalNames.Of(crashed ? outcome.Signal : words.Signal),
            Status = status,
            Message = Reason(status, outcome),
            Memory = outcome.MemoryBytes,
            CpuTime = outcome.CpuMs,
            WallTime = outcome.WallMs,
        };
    }

    private static string? Reason(string? status, ProgramOutcome? outcome = null) =>
        status switch
        {
            "TO" => "Time limit exceeded",
            "OL" => "stdout length exceeded",
            "EL" => "stderr length exceeded",
            "SG" => $"Caught fatal signal {outcome?.Signal ?? 9}",
            "RE" => $"Exited with error status {outcome?.ExitCode ?? 1}",
            "XX" => outcome?.Message ?? "The sandbox failed",
            _ => null,
        };
}
