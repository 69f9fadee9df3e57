using System.Collections.Concurrent;

var data = Enumerable.Range(1, 20_000).ToArray();
long total = 0;
Parallel.For(0, data.Length, () => 0L, (i, _, local) => local + (long)data[i] * data[i], local => Interlocked.Add(ref total, local));
Console.WriteLine(total);

var histogram = new ConcurrentDictionary<int, int>();
Parallel.ForEach(Partitioner.Create(0, data.Length, 1000), range =>
{
    var local = new Dictionary<int, int>();
    for (var i = range.Item1; i < range.Item2; i++)
    {
        var length = Collatz(data[i]) / 50;
        local[length] = local.GetValueOrDefault(length) + 1;
    }
    foreach (var (k, v) in local) { histogram.AddOrUpdate(k, v, (_, old) => old + v); }
});
Console.WriteLine(string.Join(" ", histogram.OrderBy(p => p.Key).Select(p => $"{p.Key}:{p.Value}")));

var result = Parallel.For(0, 1000, (i, state) => { if (i == 500) { state.Break(); } });
Console.WriteLine($"{result.IsCompleted} {result.LowestBreakIteration}");

int[] toSort = [.. data.Select(x => x * 7919 % 20011)];
ParallelMergeSort(toSort, new int[toSort.Length], 0, toSort.Length, 4);
Console.WriteLine(toSort.Zip(toSort.Skip(1)).All(p => p.First <= p.Second) + " " + toSort[0] + " " + toSort[^1]);

try { Parallel.Invoke(() => throw new ArgumentException("one"), () => { }, () => throw new FormatException("two")); }
catch (AggregateException e) { Console.WriteLine(string.Join(",", e.InnerExceptions.Select(x => x.Message).Order())); }
try { Parallel.For(0, 100, new ParallelOptions { CancellationToken = new CancellationToken(true) }, _ => { }); }
catch (OperationCanceledException) { Console.WriteLine("cancelled"); }

static int Collatz(int start)
{
    var steps = 0;
    for (long n = start; n != 1; steps++) { n = n % 2 == 0 ? n / 2 : 3 * n + 1; }
    return steps;
}

static void ParallelMergeSort(int[] a, int[] scratch, int from, int to, int depth)
{
    if (to - from < 64) { Array.Sort(a, from, to - from); return; }
    var middle = (from + to) / 2;
    if (depth > 0)
    {
        Parallel.Invoke(() => ParallelMergeSort(a, scratch, from, middle, depth - 1), () => ParallelMergeSort(a, scratch, middle, to, depth - 1));
    }
    else
    {
        ParallelMergeSort(a, scratch, from, middle, 0);
        ParallelMergeSort(a, scratch, middle, to, 0);
    }
    for (int i = from, l = from, r = middle; i < to; i++)
    {
        scratch[i] = r >= to || (l < middle && a[l] <= a[r]) ? a[l++] : a[r++];
    }
    Array.Copy(scratch, from, a, from, to - from);
}
