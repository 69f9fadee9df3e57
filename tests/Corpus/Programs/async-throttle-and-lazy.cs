var active = 0;
var most = 0;
var gate = new SemaphoreSlim(3);
var squares = await Task.WhenAll(Enumerable.Range(1, 20).Select(async n =>
{
    await gate.WaitAsync();
    try
    {
        var now = Interlocked.Increment(ref active);
        InterlockedMax(ref most, now);
        await Task.Delay(2);
        return n * n;
    }
    finally
    {
        Interlocked.Decrement(ref active);
        gate.Release();
    }
}));
Console.WriteLine($"{squares.Sum()} {most <= 3} {gate.CurrentCount}");

var made = 0;
var lazy = new AsyncLazy<string>(async () => { Interlocked.Increment(ref made); await Task.Delay(5); return "value"; });
var got = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () => await lazy.Value)));
Console.WriteLine($"{got.Distinct().Single()} made {made}");

var cache = new Cache<int, long>(async n => { await Task.Yield(); return Enumerable.Range(1, n).Aggregate(1L, (a, b) => a * b); });
Console.WriteLine(string.Join(" ", await Task.WhenAll(new[] { 5, 10, 5, 10, 15 }.Select(cache.GetAsync))) + $" misses {cache.Misses}");

static void InterlockedMax(ref int place, int value)
{
    int seen;
    while ((seen = Volatile.Read(ref place)) < value && Interlocked.CompareExchange(ref place, value, seen) != seen) { }
}

sealed class AsyncLazy<T>(Func<Task<T>> make)
{
    private readonly Lazy<Task<T>> _task = new(make);
    public Task<T> Value => _task.Value;
}

sealed class Cache<K, V>(Func<K, Task<V>> load) where K : notnull
{
    private readonly Dictionary<K, Task<V>> _tasks = [];
    private readonly Lock _lock = new();
    public int Misses { get; private set; }
    public Task<V> GetAsync(K key)
    {
        lock (_lock)
        {
            if (!_tasks.TryGetValue(key, out var task)) { Misses++; _tasks[key] = task = load(key); }
            return task;
        }
    }
}
