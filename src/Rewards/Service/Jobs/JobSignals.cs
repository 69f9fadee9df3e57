using System.Collections.Concurrent;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// Wakes those who wait for a job to change. A signal says "look again", nothing more: it may come for nothing, and a
/// watcher that looked after <see cref="Watch"/> misses none.
/// </summary>
internal sealed class JobSignals
{
    private readonly ConcurrentDictionary<Watcher, string> _watchers = new();

    public Watcher Watch(string jobId)
    {
        var watcher = new Watcher(this);
        _watchers[watcher] = jobId;
        return watcher;
    }

    public void Pulse(string jobId)
    {
        foreach (var (watcher, watched) in _watchers)
        {
            if (watched == jobId)
            {
                watcher.Wake();
            }
        }
    }

    public void PulseAll()
    {
        foreach (var watcher in _watchers.Keys)
        {
            watcher.Wake();
        }
    }

    internal sealed class Watcher(JobSignals owner) : IDisposable
    {
        private readonly SemaphoreSlim _woken = new(0, 1);

        public void Wake()
        {
            try
            {
                _woken.Release();
            }
            catch (SemaphoreFullException)
            {
                // It has not looked since the last signal: one look is enough for both.
            }
        }

        /// <summary>Returns at the next signal, or after some time without one.</summary>
        public Task NextAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
            _woken.WaitAsync(atMost, cancellationToken);

        public void Dispose() => owner._watchers.TryRemove(this, out _);
    }
}
