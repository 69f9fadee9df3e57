using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Problems;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Native;

/// <summary><c>/v1/problems</c>: registered problems.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/problems").WithTags("Problems");
        group
            .MapPut("/{id}", PutAsync)
            .WithSummary("Registers or replaces a problem; accepted jobs keep the one they were sent with");
        group.MapGet("", ListAsync).WithSummary("The registered problems, without their tests");
    }

    private static async Task<Results<Created<ProblemSummary>, Ok<ProblemSummary>, Refused>> PutAsync(
        string id,
        Problem problem,
        IProblemStore store,
        ServiceOptions options,
        CancellationToken aborted
    )
    {
        if (problem.Id != id)
        {
            return Refused.Invalid("id: must be the same in the address and in the body");
        }

        if (ProblemIntake.Check(problem, "") is { } fault)
        {
            return Refused.Invalid(fault);
        }

        var summary = MemoryProblemStore.Summary(problem);
        return await store.PutAsync(problem, options.Bounds.Problems, aborted) switch
        {
            PutOutcome.Created => TypedResults.Created($"/v1/problems/{Uri.EscapeDataString(id)}", summary),
            PutOutcome.Replaced => TypedResults.Ok(summary),
            _ => new Refused(
                StatusCodes.Status409Conflict,
                $"{options.Bounds.Problems} problems are registered already; that is the limit of this service."
            ),
        };
    }

    private static async Task<Ok<ProblemList>> ListAsync(IProblemStore store, CancellationToken aborted) =>
        TypedResults.Ok(new ProblemList { Problems = await store.ListAsync(aborted) });
}
