using System.Threading.Channels;

var work = Channel.CreateBounded<int>(new BoundedChannelOptions(8) { FullMode = BoundedChannelFullMode.Wait });
var results = Channel.CreateUnbounded<(int Worker, int Value)>(new UnboundedChannelOptions { SingleReader = true });

var producers = Enumerable.Range(0, 3).Select(p => Task.Run(async () =>
{
    for (var i = 0; i < 200; i++)
    {
        await work.Writer.WriteAsync(p * 1000 + i);
        if (i % 50 == 0) { await Task.Yield(); }
    }
})).ToArray();
var consumers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
{
    var handled = 0;
    await foreach (var item in work.Reader.ReadAllAsync())
    {
        handled++;
        await results.Writer.WriteAsync((w, item * 2));
    }
    return handled;
})).ToArray();

await Task.WhenAll(producers);
work.Writer.Complete();
var handledCounts = await Task.WhenAll(consumers);
results.Writer.Complete();

long sum = 0;
var seen = new HashSet<int>();
while (await results.Reader.WaitToReadAsync())
{
    while (results.Reader.TryRead(out var r)) { sum += r.Value; seen.Add(r.Value); }
}
Console.WriteLine($"{handledCounts.Sum()} {seen.Count} {sum}");

var failing = Channel.CreateUnbounded<int>();
failing.Writer.TryWrite(1);
failing.Writer.Complete(new InvalidOperationException("source broke"));
try { await foreach (var x in failing.Reader.ReadAllAsync()) { Console.WriteLine(x); } }
catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
Console.WriteLine(failing.Writer.TryWrite(2));

var dropping = Channel.CreateBounded<int>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest });
for (var i = 0; i < 5; i++) { dropping.Writer.TryWrite(i); }
dropping.Writer.Complete();
await foreach (var x in dropping.Reader.ReadAllAsync()) { Console.Write(x + " "); }
Console.WriteLine();
