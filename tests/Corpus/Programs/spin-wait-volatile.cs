using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var ready = 0; var v = 0; var t = new Thread(() => { v = 42; Volatile.Write(ref ready, 1); }); t.Start(); SpinWait.SpinUntil(() => Volatile.Read(ref ready) == 1); Console.WriteLine(v); var x = 0; Console.WriteLine(Interlocked.CompareExchange(ref x, 5, 0) + " " + x + " " + Interlocked.Exchange(ref x, 9) + x);
