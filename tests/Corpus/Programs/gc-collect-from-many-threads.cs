// Threads that fill their own heaps while several others ask for collections of every kind.
using System.Runtime;

var stop = 0;
var sums = new long[4];
var workers = Enumerable.Range(0, 4).Select(w => new Thread(() =>
{
    var random = new Random(w);
    var kept = new List<byte[]>();
    for (var i = 0; i < 4000; i++)
    {
        var block = new byte[random.Next(16, 4096)];
        block[^1] = (byte)(i % 251);
        if (i % 8 == 0) { kept.Add(block); }
        if (kept.Count > 100) { kept.RemoveRange(0, 50); }
        sums[w] += block[^1];
    }
    GC.KeepAlive(kept);
})).ToList();
var collectors = Enumerable.Range(0, 3).Select(c => new Thread(() =>
{
    while (Volatile.Read(ref stop) == 0)
    {
        GC.Collect(c, c == 2 ? GCCollectionMode.Optimized : GCCollectionMode.Forced, blocking: c != 1);
        Thread.Sleep(1);
    }
})).ToList();
collectors.ForEach(t => t.Start());
workers.ForEach(t => t.Start());
workers.ForEach(t => t.Join());
Volatile.Write(ref stop, 1);
collectors.ForEach(t => t.Join());
GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
GC.Collect();
Console.WriteLine(string.Join(" ", sums));
Console.WriteLine(GC.CollectionCount(0) >= GC.CollectionCount(1) && GC.CollectionCount(1) >= GC.CollectionCount(2));
