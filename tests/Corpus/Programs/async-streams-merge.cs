using System.Runtime.CompilerServices;

await foreach (var n in Merge(Count("a", 3), Count("b", 2)).OrderedAsync()) { Console.WriteLine(n); }

var odd = Numbers(20).WhereAsync(n => n % 2 == 1).SelectAsync(async n => { await Task.Yield(); return n * n; });
Console.WriteLine(string.Join(" ", await odd.ToListOfAsync()));

using var stop = new CancellationTokenSource();
var taken = 0;
try
{
    await foreach (var n in Numbers(int.MaxValue).WithCancellation(stop.Token))
    {
        if (++taken == 7) { stop.Cancel(); }
    }
}
catch (OperationCanceledException) { Console.WriteLine($"stopped after {taken}"); }

await using (var r = new Resource("outer"))
{
    await using var inner = new Resource("inner");
    Console.WriteLine("using");
}

static async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken token = default)
{
    try
    {
        for (var i = 0; i < count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (i % 4 == 0) { await Task.Yield(); }
            yield return i;
        }
    }
    finally { Console.WriteLine("source closed"); }
}

static async IAsyncEnumerable<string> Count(string name, int n)
{
    for (var i = 0; i < n; i++) { await Task.Delay(1); yield return name + i; }
}

static async IAsyncEnumerable<T> Merge<T>(params IAsyncEnumerable<T>[] sources)
{
    var channel = System.Threading.Channels.Channel.CreateUnbounded<T>();
    var pumps = sources.Select(async s => { await foreach (var x in s) { await channel.Writer.WriteAsync(x); } }).ToArray();
    _ = Task.WhenAll(pumps).ContinueWith(t => channel.Writer.Complete(t.Exception));
    await foreach (var x in channel.Reader.ReadAllAsync()) { yield return x; }
}

sealed class Resource(string name) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() { await Task.Delay(1); Console.WriteLine($"{name} gone"); }
}

static class AsyncOperators
{
    public static async IAsyncEnumerable<T> WhereAsync<T>(this IAsyncEnumerable<T> source, Func<T, bool> keep)
    {
        await foreach (var x in source) { if (keep(x)) { yield return x; } }
    }
    public static async IAsyncEnumerable<R> SelectAsync<T, R>(this IAsyncEnumerable<T> source, Func<T, Task<R>> f)
    {
        await foreach (var x in source) { yield return await f(x); }
    }
    public static async Task<List<T>> ToListOfAsync<T>(this IAsyncEnumerable<T> source)
    {
        var list = new List<T>();
        await foreach (var x in source) { list.Add(x); }
        return list;
    }
    public static async IAsyncEnumerable<T> OrderedAsync<T>(this IAsyncEnumerable<T> source)
    {
        foreach (var x in (await source.ToListOfAsync()).Order()) { yield return x; }
    }
}
