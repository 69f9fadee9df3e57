using System.Collections.Concurrent;

var counts = new ConcurrentDictionary<string, int>();
var stack = new ConcurrentStack<int>();
var queue = new ConcurrentQueue<int>();
var bag = new ConcurrentBag<int>();
var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
{
    var random = new Random(t);
    for (var i = 0; i < 2000; i++)
    {
        counts.AddOrUpdate("k" + random.Next(20) % 10, 1, static (_, n) => n + 1);
        counts.GetOrAdd("touched" + t, static (_, seed) => seed, t);
        stack.Push(i);
        queue.Enqueue(i);
        bag.Add(i);
        if (i % 3 == 0) { stack.TryPop(out var _); }
        if (i % 5 == 0) { queue.TryDequeue(out var _); }
    }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
Console.WriteLine($"{counts.Where(p => p.Key[0] == 'k').Sum(p => p.Value)} {counts.Count}");
Console.WriteLine($"{stack.Count} {queue.Count} {bag.Count} {bag.Sum()}");

using var bounded = new BlockingCollection<string>(new ConcurrentQueue<string>(), 4);
var writer = Task.Run(() => { for (var i = 0; i < 100; i++) { bounded.Add("item" + i); } bounded.CompleteAdding(); });
Console.WriteLine(bounded.GetConsumingEnumerable().Sum(s => s.Length) + " " + bounded.IsCompleted);
writer.Wait();

var popped = new int[10];
stack.Clear();
stack.PushRange(Enumerable.Range(1, 20).ToArray());
Console.WriteLine(stack.TryPopRange(popped) + " " + string.Join(",", popped));
Console.WriteLine(counts.TryUpdate("touched3", 33, 3) + " " + counts.TryUpdate("touched3", 34, 3) + " " + counts["touched3"]);
Console.WriteLine(counts.TryRemove(new KeyValuePair<string, int>("touched3", 0)) + " " + counts.TryRemove("touched3", out var old) + " " + old);
