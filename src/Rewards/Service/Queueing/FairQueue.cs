namespace R1Code.Rewards.Service.Queueing;

/// <summary>
/// A queue with one lane per client, served in turn, so that a client with a thousand submissions waiting does not
/// starve one with a single submission. Within a lane the order is first in, first out. Bounded only by who adds.
/// </summary>
internal sealed class FairQueue<T> : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<T>> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(string client, T item)
    {
        lock (_gate)
        {
            Enqueue(client, item);
        }

        _waiting.Release();
    }

    /// <summary>Adds all items or none: none when that many would not fit beside what already waits.</summary>
    /// <remarks>An empty queue takes a batch of any size; otherwise a batch larger than the bound could never run.</remarks>
    public bool TryAdd(string client, IReadOnlyCollection<T> items, int capacity)
    {
        if (items.Count == 0)
        {
            return true;
        }

        lock (_gate)
        {
            if (_count > 0 && _count + items.Count > capacity)
            {
                return false;
            }

            foreach (var item in items)
            {
                Enqueue(client, item);
            }
        }

        _waiting.Release(items.Count);
        return true;
    }

    public async ValueTask<T> TakeAsync(CancellationToken cancellationToken)
    {
        await _waiting.WaitAsync(cancellationToken);
        lock (_gate)
        {
            // The semaphore counts items, so there is a turn, and a lane with a turn is not empty.
            var client = _turns.Dequeue();
            var lane = _lanes[client];
            var item = lane.Dequeue();
            _count--;
            if (lane.Count > 0)
            {
                _turns.Enqueue(client);
            }
            else
            {
                _lanes.Remove(client);
            }

            return item;
        }
    }

    public void Dispose() => _waiting.Dispose();

    private void Enqueue(string client, T item)
    {
        if (!_lanes.TryGetValue(client, out var lane))
        {
            _lanes[client] = lane = new Queue<T>();
            _turns.Enqueue(client);
        }

        lane.Enqueue(item);
        _count++;
    }
}
