using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>The API reference and Hangfire's dashboard: pages made by others, kept offline and read-only.</summary>
internal static class ReferencePages
{
    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new OpenToAll());
        routes
            .MapScalarApiReference(
                "/reference",
                scalar =>
                {
                    scalar.Title = "R1Code rewards";
                    scalar.DisableDefaultFonts();
                    scalar.DisableTelemetry();
                    scalar.DisableAgent();
                    scalar.DisableMcp();
                    scalar.HideDeveloperTools();
                    scalar.HideClientButton();
                }
            )
            .WithMetadata(new OpenToAll());
    }

    public static void MapJobDashboard(this IEndpointRouteBuilder routes) =>
        routes.MapHangfireDashboard(
            "/hangfire",
            new DashboardOptions
            {
                // Access control stands before every endpoint; Hangfire's own filter would refuse all but loopback.
                Authorization = [],
                IsReadOnlyFunc = _ => true,
                DashboardTitle = "R1Code jobs",
                DisplayStorageConnectionString = false,
            }
        );
}
