var ticks = 0;
using var reached = new ManualResetEventSlim();
using (var timer = new Timer(_ => { if (Interlocked.Increment(ref ticks) == 4) { reached.Set(); } }, null, 1, 2))
{
    Console.WriteLine(reached.Wait(5000));
    Console.WriteLine(timer.Change(Timeout.Infinite, Timeout.Infinite));
}

var elapsed = 0;
using var finished = new SemaphoreSlim(0);
using (var timer = new System.Timers.Timer(2) { AutoReset = true })
{
    timer.Elapsed += (_, _) => { if (Interlocked.Increment(ref elapsed) == 3) { timer.Stop(); finished.Release(); } };
    timer.Start();
    Console.WriteLine(finished.Wait(5000) + " " + timer.Enabled);
}

using var periodic = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
var rounds = 0;
while (await periodic.WaitForNextTickAsync()) { if (++rounds == 5) { periodic.Dispose(); } }
Console.WriteLine(rounds);

using var gone = new ManualResetEvent(false);
var last = new Timer(_ => { }, null, 1, 1);
last.Dispose(gone);
Console.WriteLine(gone.WaitOne(5000));
var provider = TimeProvider.System;
var start = provider.GetTimestamp();
await Task.Delay(TimeSpan.FromMilliseconds(12), provider);
Console.WriteLine(provider.GetElapsedTime(start) > TimeSpan.FromMilliseconds(8));
await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Delay(i % 10)));
Console.WriteLine("all waited");
