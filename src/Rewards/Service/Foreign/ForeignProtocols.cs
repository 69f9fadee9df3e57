using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using R1Code.Rewards.Service.Foreign.CodeJudge;
using R1Code.Rewards.Service.Foreign.NemoGym;
using R1Code.Rewards.Service.Foreign.OpenRlhf;
using R1Code.Rewards.Service.Foreign.Piston;
using R1Code.Rewards.Service.Foreign.SandboxFusion;
using R1Code.Rewards.Service.Hosting;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>The protocols of other services, for clients that are not changed.</summary>
internal static class ForeignProtocols
{
    public static void AddForeignProtocols(this IServiceCollection services)
    {
        services.AddSingleton<ForeignLane>();
        services.AddSingleton<RunCode>();
        services.AddSingleton<StagedJudge>();
        services.AddSingleton<Evaluate>();
        services.AddSingleton<PistonReader>();
        services.AddSingleton<LabelledProblems>();
        services.AddSingleton<JudgeProgram>();
    }

    public static void MapForeignProtocols(this IEndpointRouteBuilder routes)
    {
        var patient = routes.MapGroup("").WithMetadata(new WaitsInsteadOfRefusing()).WithTags("Foreign protocols");
        patient.MapSandboxFusion();
        patient.MapPiston();
        patient.MapOpenRlhf();
        patient.MapCodeJudge();
        patient.MapNemoGym();
        routes
            .MapGet(
                "/reference/verdicts",
                () => TypedResults.Text(ForeignVerdicts.ToMarkdown(), "text/markdown; charset=utf-8")
            )
            .WithMetadata(new OpenToAll())
            .WithTags("Foreign protocols")
            .WithSummary("What each protocol calls each verdict");
    }
}
