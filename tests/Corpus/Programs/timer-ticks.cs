using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var ticks = 0;
using var done = new ManualResetEventSlim();
using var timer = new Timer(_ => { if (Interlocked.Increment(ref ticks) == 3) { done.Set(); } }, null, 1, 5);
Console.WriteLine(done.Wait(3000));
