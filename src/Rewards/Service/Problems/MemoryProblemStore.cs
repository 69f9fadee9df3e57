using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Problems;

/// <summary>Problems in this process.</summary>
internal sealed class MemoryProblemStore : IProblemStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Problem> _problems = new(StringComparer.Ordinal);

    public Task<PutOutcome> PutAsync(Problem problem, int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var exists = _problems.ContainsKey(problem.Id);
            if (!exists && _problems.Count >= most)
            {
                return Task.FromResult(PutOutcome.Full);
            }

            _problems[problem.Id] = problem;
            return Task.FromResult(exists ? PutOutcome.Replaced : PutOutcome.Created);
        }
    }

    public Task<Problem?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_problems.GetValueOrDefault(id));
        }
    }

    public Task<IReadOnlyList<ProblemSummary>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ProblemSummary>>([.. _problems.Values.Select(Summary)]);
        }
    }

    public static ProblemSummary Summary(Problem problem) =>
        new()
        {
            Id = problem.Id,
            Mode = problem.Mode,
            Kind = problem.Kind,
            Tests = problem.Tests.Count,
        };
}
