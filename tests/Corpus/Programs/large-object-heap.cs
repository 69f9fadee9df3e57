using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
long sum = 0;
for (var i = 0; i < 30; i++) { var a = new int[200_000]; a[^1] = i; sum += a[^1] + a.Length; }
GC.Collect();
Console.WriteLine(sum);
