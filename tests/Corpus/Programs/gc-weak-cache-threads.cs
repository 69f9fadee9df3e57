using System.Collections.Concurrent;

var cache = new WeakCache<string>(n => new string((char)('a' + n % 26), 100 + n % 10));
var wrong = 0;
var threads = Enumerable.Range(0, 5).Select(t => new Thread(() =>
{
    for (var i = 0; i < 4000; i++)
    {
        var n = (i * 7 + t * 13) % 300;
        var s = cache.Get(n);
        if (s.Length != 100 + n % 10 || s[0] != (char)('a' + n % 26)) { Interlocked.Increment(ref wrong); }
        if (i % 1000 == t) { GC.Collect(); }
    }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
Console.WriteLine($"wrong {wrong}, made at least {Math.Min(cache.Made, 300)}");
var strong = cache.Get(7);
GC.Collect();
Console.WriteLine(ReferenceEquals(strong, cache.Get(7)));
var tracked = new WeakReference<object>(new object(), trackResurrection: false);
Console.WriteLine(tracked.TryGetTarget(out var target) || target is null);

sealed class WeakCache<T>(Func<int, T> make) where T : class
{
    private readonly ConcurrentDictionary<int, WeakReference<T>> _items = new();
    private int _made;
    public int Made => _made;
    public T Get(int n)
    {
        if (_items.TryGetValue(n, out var weak) && weak.TryGetTarget(out var alive)) { return alive; }
        var fresh = make(n);
        Interlocked.Increment(ref _made);
        _items[n] = new WeakReference<T>(fresh);
        return fresh;
    }
}
