using var auto = new AutoResetEvent(false);
using var manual = new ManualResetEvent(false);
using var mutex = new Mutex();
using var semaphore = new Semaphore(0, 3);
var log = new List<string>();
var waiter = new Thread(() =>
{
    auto.WaitOne();
    log.Add("auto");
    manual.WaitOne();
    log.Add("manual");
    semaphore.WaitOne();
    semaphore.WaitOne();
    log.Add("semaphore");
});
waiter.Start();
auto.Set();
manual.Set();
semaphore.Release(2);
waiter.Join();
Console.WriteLine(string.Join(",", log));
Console.WriteLine(auto.WaitOne(0) + " " + manual.WaitOne(0));
Console.WriteLine(WaitHandle.WaitAny([auto, manual], 50));
manual.Reset();
Console.WriteLine(WaitHandle.WaitAny([auto, manual], 5) == WaitHandle.WaitTimeout);
auto.Set();
manual.Set();
Console.WriteLine(WaitHandle.WaitAll([auto, manual], 50));

mutex.WaitOne();
mutex.WaitOne();
Console.WriteLine(Task.Factory.StartNew(() => mutex.WaitOne(5), TaskCreationOptions.LongRunning).Result);
mutex.ReleaseMutex();
mutex.ReleaseMutex();
var abandoner = new Thread(() => mutex.WaitOne());
abandoner.Start();
abandoner.Join();
try { mutex.WaitOne(1000); } catch (AbandonedMutexException) { Console.WriteLine("abandoned"); }
mutex.ReleaseMutex();
try { semaphore.Release(4); } catch (SemaphoreFullException e) { Console.WriteLine(e.GetType().Name); }
using var signalled = new ManualResetEventSlim();
var registered = ThreadPool.RegisterWaitForSingleObject(auto, (_, timedOut) => { Console.WriteLine($"pool wait, timed out {timedOut}"); signalled.Set(); }, null, 1000, true);
auto.Set();
signalled.Wait(2000);
registered.Unregister(null);
