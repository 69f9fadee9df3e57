using R1Code.Rewards.Contracts;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// Results of a slice on their way to the store: each goes at once when nothing else is being written, and together with
/// all that came meanwhile otherwise. A database takes many for nearly the price of one.
/// </summary>
internal sealed class SliceResults(IJobStore store, string jobId)
{
    private readonly Lock _gate = new();
    private List<(int Index, RewardBreakdown Result)> _waiting = [];
    private Task _last = Task.CompletedTask;
    private Task? _next;

    /// <summary>Returns when the store has it.</summary>
    public Task AddAsync(int index, RewardBreakdown result, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _waiting.Add((index, result));
            return _next ??= WriteAfterAsync(_last, cancellationToken);
        }
    }

    private async Task WriteAfterAsync(Task before, CancellationToken cancellationToken)
    {
        await Task.Yield(); // out of the lock
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its own callers hear of its failure
        List<(int, RewardBreakdown)> results;
        lock (_gate)
        {
            results = _waiting;
            _waiting = [];
            _last = _next!;
            _next = null;
        }

        await store.AddResultsAsync(jobId, results, cancellationToken);
    }
}
