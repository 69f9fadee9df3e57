using var cache = new SharedCache();
var failures = 0;
var threads = Enumerable.Range(0, 6).Select(t => new Thread(() =>
{
    for (var i = 0; i < 500; i++)
    {
        var key = i % 40;
        if (t == 0 && i % 10 == 0) { cache.Set(key, key * key); }
        else if (cache.GetOrMake(key, k => k * k) != key * key) { Interlocked.Increment(ref failures); }
    }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
Console.WriteLine($"{failures} {cache.Count} {cache.State}");
using var simple = new ReaderWriterLockSlim(LockRecursionPolicy.NoRecursion);
simple.EnterReadLock();
try { simple.EnterWriteLock(); } catch (LockRecursionException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine(Task.Run(() => simple.TryEnterWriteLock(5)).Result + " " + Task.Run(() => { var got = simple.TryEnterReadLock(5); simple.ExitReadLock(); return got; }).Result);
simple.ExitReadLock();

sealed class SharedCache : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<int, int> _values = [];
    public int Count => _values.Count;
    public string State => $"{_lock.CurrentReadCount}/{_lock.IsWriteLockHeld}";
    public void Set(int key, int value)
    {
        _lock.EnterWriteLock();
        try { _values[key] = value; } finally { _lock.ExitWriteLock(); }
    }
    public int GetOrMake(int key, Func<int, int> make)
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            if (_values.TryGetValue(key, out var known)) { return known; }
            _lock.EnterWriteLock();
            try { return _values[key] = make(key); } finally { _lock.ExitWriteLock(); }
        }
        finally { _lock.ExitUpgradeableReadLock(); }
    }
    public void Dispose() => _lock.Dispose();
}
