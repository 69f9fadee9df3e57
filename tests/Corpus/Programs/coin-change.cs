using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var n = int.Parse(Console.ReadLine()!); var c = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); var d = Enumerable.Repeat(99999, n + 1).ToArray(); d[0] = 0; foreach (var k in c) { for (var i = k; i <= n; i++) { d[i] = Math.Min(d[i], d[i - k] + 1); } } Console.WriteLine(d[n]);
