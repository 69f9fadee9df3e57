using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var sums = new long[6];
var threads = Enumerable.Range(0, 6).Select(t => new Thread(() =>
{
    var r = new Random(t);
    for (var i = 0; i < 3000; i++) { var a = new int[r.Next(1, 400)]; a[0] = i; sums[t] += a.Length + a[0]; if (i % 500 == 0) { GC.Collect(); } }
})).ToArray();
foreach (var t in threads) { t.Start(); }
foreach (var t in threads) { t.Join(); }
Console.WriteLine(string.Join(" ", sums));
