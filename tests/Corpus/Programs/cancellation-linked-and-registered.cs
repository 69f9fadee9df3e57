using var outer = new CancellationTokenSource();
using var inner = CancellationTokenSource.CreateLinkedTokenSource(outer.Token);
var log = new List<string>();
using var first = inner.Token.Register(() => log.Add("first"));
using var second = inner.Token.Register(s => log.Add((string)s!), "second");
var removed = inner.Token.Register(() => log.Add("removed"));
removed.Unregister();
outer.Cancel();
Console.WriteLine(string.Join(",", log) + " " + inner.IsCancellationRequested);

using var failing = new CancellationTokenSource();
failing.Token.Register(() => throw new InvalidOperationException("callback"));
try { failing.Cancel(); } catch (AggregateException e) { Console.WriteLine(e.InnerException!.Message); }

using var timed = new CancellationTokenSource(TimeSpan.FromMilliseconds(60));
var loops = 0;
while (!timed.IsCancellationRequested) { loops++; Thread.Sleep(1); }
Console.WriteLine(loops > 0);

using var reusable = new CancellationTokenSource();
Console.WriteLine(reusable.TryReset() + " " + timed.TryReset());
var task = Task.Run(() =>
{
    while (true) { reusable.Token.ThrowIfCancellationRequested(); Thread.Sleep(1); }
}, reusable.Token);
await reusable.CancelAsync();
try { await task; } catch (OperationCanceledException) { Console.WriteLine(task.Status); }

var never = Task.Run(() => 1, new CancellationToken(true));
try { await never; } catch (TaskCanceledException) { Console.WriteLine("never ran"); }
using var done = new ManualResetEventSlim();
using var stop = new CancellationTokenSource(10);
try { done.Wait(stop.Token); } catch (OperationCanceledException) { Console.WriteLine("wait cancelled"); }
