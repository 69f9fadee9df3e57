using Microsoft.Extensions.Hosting;
using R1Code.Rewards.Service.Queueing;

namespace R1Code.Rewards.Service.Observation;

/// <summary>What the sandbox says of itself, or nothing.</summary>
internal sealed class SandboxFacts(ISandboxHealth? health)
{
    public SandboxState? Look() => health?.Look();
}

/// <summary>Registers the gauges when the service starts.</summary>
internal sealed class Gauges(ServiceTelemetry telemetry, JudgingQueue queue, SandboxFacts sandbox) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        telemetry.Observe("r1code_queue_length", "Submissions that wait for a worker.", () => queue.Waiting);
        telemetry.Observe(
            "r1code_job_items",
            "Items of jobs without a result, over all processes on one storage.",
            () => telemetry.JobItems
        );
        telemetry.Observe("r1code_workers", "Workers of this process.", () => queue.Workers);
        telemetry.Observe("r1code_workers_busy", "Workers that judge now.", () => queue.Busy);
        if (sandbox.Look() is not null)
        {
            telemetry.Observe("r1code_boxes", "Boxes that are warm or in use.", () => sandbox.Look()!.Boxes);
            telemetry.Observe("r1code_boxes_busy", "Boxes in use.", () => sandbox.Look()!.Busy);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
