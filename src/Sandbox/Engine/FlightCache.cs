namespace R1Code.Sandbox;

/// <summary>
/// Work shared by everyone who asks for the same thing at the same time, and a bounded memory of its results, oldest
/// use forgotten first. Work goes on while anybody waits for it; a failure or cancellation is never remembered.
/// </summary>
/// <typeparam name="T">What the work gives.</typeparam>
internal sealed class FlightCache<T>
    where T : class
{
    private readonly long _capacity;
    private readonly Func<T, long> _cost;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedListNode<Kept>> _kept = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> _byUse = [];
    private long _used;

    /// <summary>Keeps results until their costs exceed <paramref name="capacity"/>; 0 keeps none.</summary>
    public FlightCache(long capacity, Func<T, long> cost)
    {
        _capacity = capacity;
        _cost = cost;
    }

    /// <summary>How many times a result was there or under way.</summary>
    public long Hits { get; private set; }

    /// <summary>How many times work began.</summary>
    public long Misses { get; private set; }

    /// <summary>Sum of the costs of what is kept.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
            {
                return _used;
            }
        }
    }

    /// <summary>The result for <paramref name="key"/>, and whether somebody else's work or memory gave it.</summary>
    public async Task<(T Value, bool Shared)> GetAsync(
        string key,
        Func<CancellationToken, Task<T>> work,
        Func<T, bool> isKept,
        CancellationToken cancellationToken
    )
    {
        Flight flight;
        bool shared;
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                Hits++;
                return (node.Value.Value, true);
            }

            // A flight that everybody left is being cancelled: nobody may join it any more.
            shared = _flights.TryGetValue(key, out flight!) && flight.Passengers > 0;
            if (shared)
            {
                Hits++;
            }
            else
            {
                Misses++;
                flight = new Flight();
                _flights[key] = flight;
            }

            flight.Passengers++;
        }

        if (!shared)
        {
            flight.Work = RunAsync(key, flight, work, isKept);
            flight.Started.SetResult();
        }

        try
        {
            await flight.Started.Task;
            return (await flight.Work!.WaitAsync(cancellationToken), shared);
        }
        finally
        {
            Leave(flight);
        }
    }

    private async Task<T> RunAsync(
        string key,
        Flight flight,
        Func<CancellationToken, Task<T>> work,
        Func<T, bool> isKept
    )
    {
        // The caller's thread must not carry everybody's work.
        await Task.Yield();
        try
        {
            var value = await work(flight.Cancellation.Token);
            lock (_lock)
            {
                if (isKept(value))
                {
                    Keep(key, value);
                }
            }

            return value;
        }
        finally
        {
            lock (_lock)
            {
                if (_flights.TryGetValue(key, out var current) && current == flight)
                {
                    _flights.Remove(key);
                }
            }
        }
    }

    private void Leave(Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Passengers > 0 || flight.Work!.IsCompleted)
            {
                return;
            }
        }

        flight.Cancellation.Cancel();
    }

    private void Keep(string key, T value)
    {
        var cost = _cost(value);
        if (cost > _capacity || _kept.ContainsKey(key))
        {
            return;
        }

        _kept[key] = _byUse.AddFirst(new Kept(key, value, cost));
        for (_used += cost; _used > _capacity; )
        {
            var oldest = _byUse.Last!.Value;
            _byUse.RemoveLast();
            _kept.Remove(oldest.Key);
            _used -= oldest.Cost;
        }
    }

    private sealed class Flight
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T>? Work { get; set; }

        public int Passengers { get; set; }
    }

    private sealed record Kept(string Key, T Value, long Cost);
}
