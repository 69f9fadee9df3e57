using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Native;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: a box was rented and answered lately.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok")).WithMetadata(new OpenToAll()).WithTags("Health");
        routes.MapGet("/readyz", ReadyAsync).WithMetadata(new OpenToAll()).WithTags("Health");
    }

    private static async Task<Results<ContentHttpResult, Refused>> ReadyAsync(
        Readiness readiness,
        CancellationToken aborted
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        deadline.CancelAfter(Patience);
        try
        {
            return await readiness.FaultAsync(deadline.Token) is { } fault
                ? Refused.Broken(fault)
                : TypedResults.Text("ready");
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return Refused.Broken($"No box answered within {Patience.TotalSeconds:0} seconds.");
        }
    }
}
