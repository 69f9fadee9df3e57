using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var e = new List<(int W, int A, int B)> { (10, 0, 1), (6, 0, 2), (5, 0, 3), (15, 1, 3), (4, 2, 3) }; e.Sort(); var p = Enumerable.Range(0, 4).ToArray(); int F(int x) => p[x] == x ? x : p[x] = F(p[x]); var t = 0; foreach (var (w, a, b) in e) { if (F(a) != F(b)) { p[F(a)] = F(b); t += w; } } Console.WriteLine(t);
