using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Problems;

/// <summary>What happened to a problem that was put into the store.</summary>
internal enum PutOutcome
{
    Created,
    Replaced,
    Full,
}

/// <summary>Problems that were registered, so that trainers send ids instead of tests.</summary>
internal interface IProblemStore
{
    Task<PutOutcome> PutAsync(Problem problem, int most, CancellationToken cancellationToken);

    Task<Problem?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All, ordered by id.</summary>
    Task<IReadOnlyList<ProblemSummary>> ListAsync(CancellationToken cancellationToken);
}
