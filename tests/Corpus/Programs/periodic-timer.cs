using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using var p = new PeriodicTimer(TimeSpan.FromMilliseconds(2)); var n = 0; while (n < 5 && await p.WaitForNextTickAsync()) { n++; } Console.WriteLine(n);
