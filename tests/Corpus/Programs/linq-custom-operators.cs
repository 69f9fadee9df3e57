using System.Collections;

var numbers = Enumerable.Range(1, 12);
Console.WriteLine(string.Join(" | ", numbers.Windows(4).Select(w => string.Join(",", w))));
Console.WriteLine(string.Join(" ", numbers.Scan(0, (a, x) => a + x)));
Console.WriteLine(string.Join(" ", numbers.Pairwise((a, b) => a * b)));
Console.WriteLine(string.Join(" / ", "aaabbbccd".RunLengths().Select(r => r.Key.ToString() + r.Count)));
Console.WriteLine(string.Join(" ", Sequences.Unfold<(int A, int B), int>((0, 1), s => s.A > 200 ? null : (s.A, (s.B, s.A + s.B)))));
Console.WriteLine(string.Join(" ", numbers.TakeUntil(n => n * n > 50)));
Console.WriteLine(string.Join(" ", new[] { 5, 3, 5, 1, 3, 3 }.Mode()));
Console.WriteLine(new Countdown(5).Select(x => x * x).Where(x => x % 2 == 1).Sum());

static class Sequences
{
    public static IEnumerable<T[]> Windows<T>(this IEnumerable<T> source, int size)
    {
        var window = new Queue<T>(size);
        foreach (var item in source)
        {
            window.Enqueue(item);
            if (window.Count < size) { continue; }
            yield return window.ToArray();
            window.Dequeue();
        }
    }

    public static IEnumerable<A> Scan<T, A>(this IEnumerable<T> source, A seed, Func<A, T, A> step)
    {
        foreach (var item in source) { yield return seed = step(seed, item); }
    }

    public static IEnumerable<R> Pairwise<T, R>(this IEnumerable<T> source, Func<T, T, R> join) =>
        source.Zip(source.Skip(1), join);

    public static IEnumerable<(T Key, int Count)> RunLengths<T>(this IEnumerable<T> source) where T : IEquatable<T>
    {
        using var e = source.GetEnumerator();
        if (!e.MoveNext()) { yield break; }
        var (key, count) = (e.Current, 1);
        while (e.MoveNext())
        {
            if (e.Current.Equals(key)) { count++; continue; }
            yield return (key, count);
            (key, count) = (e.Current, 1);
        }
        yield return (key, count);
    }

    public static IEnumerable<R> Unfold<S, R>(S state, Func<S, (R, S)?> next)
    {
        while (next(state) is var (value, following)) { yield return value; state = following; }
    }

    public static IEnumerable<T> TakeUntil<T>(this IEnumerable<T> source, Predicate<T> stop)
    {
        foreach (var item in source) { yield return item; if (stop(item)) { yield break; } }
    }

    public static IEnumerable<T> Mode<T>(this IEnumerable<T> source) where T : notnull =>
        source.GroupBy(x => x).GroupBy(g => g.Count(), g => g.Key).MaxBy(g => g.Key)!.Order();
}

sealed class Countdown(int from) : IEnumerable<int>
{
    public IEnumerator<int> GetEnumerator() { for (var i = from; i > 0; i--) { yield return i; } }
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
