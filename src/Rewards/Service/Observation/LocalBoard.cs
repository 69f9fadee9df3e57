using System.Globalization;
using R1Code.Rewards.Service.Queueing;

namespace R1Code.Rewards.Service.Observation;

/// <summary>This process alone: its log in memory and its own state.</summary>
internal sealed class LocalBoard(
    SubmissionLog latest,
    JudgingQueue queue,
    SandboxFacts sandbox,
    SandboxWatch watch,
    ServiceOptions options
) : ISubmissionBoard
{
    /// <summary>This process among others.</summary>
    public string Name { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Role.ToString().ToLowerInvariant()} {Environment.MachineName}/{Environment.ProcessId}"
        );

    public Task<SubmissionRecord?> FindAsync(long number, CancellationToken cancellationToken) =>
        Task.FromResult(latest.Find(number));

    public Task<IReadOnlyList<SubmissionRecord>> SearchAsync(
        SubmissionSearch search,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<SubmissionRecord>>([.. latest.Search(search).Select(r => r.Summary())]);

    public Task<IReadOnlyList<NodeState>> NodesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NodeState>>([Look()]);

    /// <summary>The state now.</summary>
    public NodeState Look()
    {
        var (perSecond, verdicts) = latest.Totals();
        return new NodeState
        {
            Name = Name,
            Role = options.Role.ToString().ToLowerInvariant(),
            PerSecond = perSecond,
            Verdicts = verdicts.ToDictionary(v => v.Key.ToString(), v => v.Value, StringComparer.Ordinal),
            Waiting = queue.Waiting,
            Busy = queue.Busy,

            // An API node only waits for others: its places are no workers.
            Workers = options.Role == ServiceRole.Api ? 0 : queue.Workers,
            Sandbox = sandbox.Look(),
            SecondsSinceAnswer = watch.SinceAnswer?.TotalSeconds,
        };
    }
}
