using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using R1Code.Rewards.Service.Foreign;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Native;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Pages;
using R1Code.Rewards.Service.Postgres;
using R1Code.Rewards.Service.Problems;
using R1Code.Rewards.Service.Queueing;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>What the service consists of, feature by feature.</summary>
internal static class Composition
{
    public static void AddJudging(
        this IServiceCollection services,
        ServiceOptions options,
        ISandbox? sandbox,
        ISandboxHealth? health
    )
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => new SandboxWatch(
            sandbox ?? ActivatorUtilities.CreateInstance<RemoteSandbox>(p),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<SandboxWatch>>()
        ));
        services.AddSingleton<ISandbox>(p => p.GetRequiredService<SandboxWatch>());
        services.AddSingleton(new SandboxFacts(health));
        services.AddSingleton<JudgingQueue>();
        services.AddHostedService(p => p.GetRequiredService<JudgingQueue>());
        services.AddSingleton<SubmissionJudge>();
        services.AddSingleton<ProblemIntake>();
        services.AddSingleton<ScoreIntake>();
    }

    public static void AddJobs(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton<JobSignals>();
        services.AddSingleton<CallbackPolicy>();
        services.AddSingleton<SliceQueue>();
        services.AddSingleton<SlicePulse>();
        services.AddHostedService(p => p.GetRequiredService<SlicePulse>());
        services.AddSingleton<JobEnd>();
        services.AddSingleton<JobDesk>();
        services.AddTransient<SliceJob>();
        services.AddTransient<CallbackJob>();
        services.AddHostedService<JobKeeper>();
        services
            .AddHttpClient(CallbackJob.ClientName, client => client.Timeout = TimeSpan.FromSeconds(15))
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseProxy = false,
                    ConnectCallback = CallbackConnection.OpenAsync,
                }
            );

        if (options.Storage == StorageKind.Postgres)
        {
            services.AddPostgres(options);
        }
        else
        {
            services.AddSingleton<IJobStore, MemoryJobStore>();
            services.AddSingleton<IProblemStore, MemoryProblemStore>();
            services.AddSingleton<JobStorage>(_ => new InMemoryStorage(
                new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) }
            ));
        }

        services.AddHangfire(_ => { });
        if (options.Role == ServiceRole.Api)
        {
            return;
        }

        services.AddHangfireServer(
            (provider, server) =>
            {
                // Hangfire's default activator is static: two hosts in one process would share the first one's services.
                server.Activator = new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>());
                server.Queues = [SliceQueue.Judging];
                server.FilterProvider = SliceQueue.Filters;

                // A Hangfire worker hands the items of its slice to the judging queue and waits. One slice more than fill
                // that queue: a process that took further ones would keep them from other processes.
                server.WorkerCount =
                    1 + ((options.Queue.Workers + options.Queue.SliceSize - 1) / options.Queue.SliceSize);
                server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
                server.ShutdownTimeout = TimeSpan.FromSeconds(10);
                server.CancellationCheckInterval = TimeSpan.FromSeconds(5);
            }
        );
        services.AddHangfireServer(
            (provider, server) =>
            {
                // Receivers may be slow; slices do not wait for them.
                server.Activator = new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>());
                server.Queues = [SliceQueue.Callbacks];
                server.FilterProvider = SliceQueue.Filters;
                server.WorkerCount = 4;
                server.ShutdownTimeout = TimeSpan.FromSeconds(1);
            }
        );
    }

    public static void AddHttpInterface(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton<Callers>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<Readiness>();
        services.AddForeignProtocols();
        services.ConfigureHttpJsonOptions(json => JsonText.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

        // Broken Brotli is told as a bug of the program, not as a broken body; nobody sends it.
        services.AddRequestDecompression(bodies => bodies.DecompressionProviders.Remove("br"));
        services.AddOpenApi(openApi =>
            openApi.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info.Title = "R1Code rewards";
                    document.Info.Description =
                        "Judges C# in containers and turns verdicts into rewards. Errors are RFC 9457 problem details.";
                    return Task.CompletedTask;
                }
            )
        );
    }

    public static void AddObservability(this IServiceCollection services)
    {
        services.AddSingleton<ServiceTelemetry>();
        services.AddSingleton<SubmissionLog>();
        services.AddSingleton<LocalBoard>();
        services.TryAddSingleton<ISubmissionBoard>(p => p.GetRequiredService<LocalBoard>());
        services.AddHostedService<Gauges>();
        var telemetry = services.AddOpenTelemetry();
        telemetry.WithMetrics(metrics =>
            metrics
                .AddMeter(
                    ServiceTelemetry.MeterName,
                    "R1Code.Sandbox",
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Runtime"
                )
                .AddPrometheusExporter()
        );
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            telemetry.WithTracing(tracing =>
                tracing
                    .AddSource(ServiceTelemetry.MeterName, "R1Code.Sandbox", "Microsoft.AspNetCore")
                    .AddOtlpExporter()
            );
        }
    }

    public static void UseService(this WebApplication app)
    {
        app.UseWordedErrors();
        app.UseDoorway();
        app.UseRouting();
        var access = app.Services.GetRequiredService<AccessControl>();
        app.Use((context, next) => access.InvokeAsync(context, next));
    }

    public static void MapService(this WebApplication app, ServiceOptions options)
    {
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
        if (options.Role == ServiceRole.Worker)
        {
            return;
        }

        app.MapScore();
        app.MapJudge();
        app.MapJobs();
        app.MapProblems();
        app.MapLive();
        app.MapPage();
        app.MapForeignProtocols();
        app.MapReference();
        app.MapJobDashboard();
    }
}
