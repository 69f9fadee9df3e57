using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var h = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); var x = Console.ReadLine()!.Split().Select(int.Parse).OrderBy(v => v).ToArray(); int lo = 1, hi = 1000000000; while (lo < hi) { var m = lo + (hi - lo + 1) / 2; int c = 1, last = x[0]; foreach (var v in x) { if (v - last >= m) { c++; last = v; } } if (c >= h[1]) { lo = m; } else { hi = m - 1; } } Console.WriteLine(lo);
