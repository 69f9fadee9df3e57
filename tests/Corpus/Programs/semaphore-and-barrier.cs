using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var s = new SemaphoreSlim(2);
var barrier = new Barrier(4);
var max = 0; var now = 0;
var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
{
    barrier.SignalAndWait();
    s.Wait();
    var n = Interlocked.Increment(ref now); lock (s) { max = Math.Max(max, n); }
    Thread.Sleep(5);
    Interlocked.Decrement(ref now); s.Release();
})).ToList();
threads.ForEach(t => t.Start()); threads.ForEach(t => t.Join());
Console.WriteLine(max <= 2);
