using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var h = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); var g = Enumerable.Range(0, h[0]).Select(_ => new List<int>()).ToArray(); var deg = new int[h[0]]; for (var i = 0; i < h[1]; i++) { var e = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); g[e[0]].Add(e[1]); deg[e[1]]++; } var q = new SortedSet<int>(Enumerable.Range(0, h[0]).Where(v => deg[v] == 0)); var o = new List<int>(); while (q.Count > 0) { var v = q.Min; q.Remove(v); o.Add(v); foreach (var w in g[v]) { if (--deg[w] == 0) { q.Add(w); } } } Console.WriteLine(string.Join(" ", o));
