using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var p = Enumerable.Range(0, 1000).ToArray(); int Find(int x) => p[x] == x ? x : p[x] = Find(p[x]);
var r = new Random(42); for (var i = 0; i < 700; i++) { p[Find(r.Next(1000))] = Find(r.Next(1000)); }
Console.WriteLine(Enumerable.Range(0, 1000).Select(Find).Distinct().Count());
