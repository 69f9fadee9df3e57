// Nothing but waiting: a test that idles must not be taken for a hang.
var watch = System.Diagnostics.Stopwatch.StartNew();
Thread.Sleep(20);
Task.Delay(20).Wait();
await Task.Delay(20);
new ManualResetEventSlim().Wait(20);
new AutoResetEvent(false).WaitOne(20);
lock (watch) { Monitor.Wait(watch, 20); }
SpinWait.SpinUntil(() => watch.ElapsedMilliseconds > 140, 20);
new Thread(() => Thread.Sleep(20)).Join20();
using var semaphore = new SemaphoreSlim(0);
await semaphore.WaitAsync(20);
Console.WriteLine(watch.ElapsedMilliseconds >= 150);
Console.WriteLine(watch.Elapsed.TotalSeconds < 20);

static class ThreadExtensions
{
    public static void Join20(this Thread thread) { thread.Start(); thread.Join(); }
}
