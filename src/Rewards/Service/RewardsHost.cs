using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Observation;
using R1Code.Sandbox;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service;

/// <summary>
/// The HTTP service as one object: made from options and a sandbox, run until it is told to stop. It does not own the
/// sandbox; who made it disposes it after the host.
/// </summary>
public sealed class RewardsHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceOptions _options;

    private RewardsHost(WebApplication app, ServiceOptions options)
    {
        _app = app;
        _options = options;
    }

    /// <summary>The addresses it listens on, known after <see cref="StartAsync"/>; port 0 has become a real one.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _app.Urls.Select(u => new Uri(u))];

    /// <summary>Makes a host. Nothing listens yet.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="sandbox">Who judges; null only for <see cref="ServiceRole.Api"/>, which leaves judging to workers.</param>
    /// <param name="health">What the sandbox says of itself; by default the engine's own word where it is the engine.</param>
    /// <exception cref="ServiceOptionsException">The options do not fit together; every reason is listed.</exception>
    public static RewardsHost Create(ServiceOptions options, ISandbox? sandbox, ISandboxHealth? health = null)
    {
        var faults = options.Validate();
        if (faults.Count > 0)
        {
            throw new ServiceOptionsException(faults);
        }

        if (sandbox is null && options.Role != ServiceRole.Api)
        {
            throw new ArgumentNullException(nameof(sandbox), "Only role api runs without a sandbox.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.AddPlainHosting(options);
        builder.Services.AddJudging(
            options,
            sandbox,
            health ?? (sandbox is CSharpSandbox engine ? new EngineHealth(engine) : null)
        );
        builder.Services.AddJobs(options);
        builder.Services.AddHttpInterface(options);
        builder.Services.AddObservability();

        var app = builder.Build();
        app.UseService();
        app.MapService(options);
        return new RewardsHost(app, options);
    }

    /// <summary>Begins to listen and to work; returns when it does.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _app.StartAsync(cancellationToken);
        var logger = _app.Services.GetRequiredService<ILogger<RewardsHost>>();
        Log.Started(
            logger,
            _options.Role.ToString().ToLowerInvariant(),
            _options.Storage.ToString().ToLowerInvariant(),
            _options.Queue.Workers,
            _options.Queue.Capacity,
            _options.ApiKeys.Count
        );
    }

    /// <summary>Finishes what runs and stops listening.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <summary>Starts, waits for the token, the process's end signals or Ctrl-C, and stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await _app.WaitForShutdownAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>Options that do not fit together.</summary>
/// <param name="faults">Every reason, as a sentence.</param>
public sealed class ServiceOptionsException(IReadOnlyList<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Every reason, as a sentence.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
