using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var d = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); var g = Enumerable.Range(0, d[0]).Select(_ => Console.ReadLine()!).ToArray(); var q = new Queue<(int, int, int)>(); q.Enqueue((0, 0, 0)); var seen = new HashSet<(int, int)> { (0, 0) };
while (q.Count > 0) { var (r, c, k) = q.Dequeue(); if (r == d[0] - 1 && c == d[1] - 1) { Console.WriteLine(k); return; } foreach (var (a, b) in new[] { (r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1) }) { if (a >= 0 && b >= 0 && a < d[0] && b < d[1] && g[a][b] == '.' && seen.Add((a, b))) { q.Enqueue((a, b, k + 1)); } } } Console.WriteLine(-1);
