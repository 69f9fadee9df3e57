using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var g = new Dictionary<int, List<(int To, int W)>> { [0] = [(1, 4), (2, 1)], [1] = [(3, 1)], [2] = [(1, 2), (3, 5)], [3] = [] };
var dist = Enumerable.Repeat(int.MaxValue, 4).ToArray(); dist[0] = 0; var pq = new PriorityQueue<int, int>(); pq.Enqueue(0, 0);
while (pq.TryDequeue(out var u, out var d)) { if (d > dist[u]) { continue; } foreach (var (v, w) in g[u]) { if (d + w < dist[v]) { dist[v] = d + w; pq.Enqueue(v, dist[v]); } } }
Console.WriteLine(string.Join(" ", dist));
