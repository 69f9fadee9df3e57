using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var q = new PriorityQueue<(string Kind, int Id), double>(); var r = new Random(9); for (var i = 0; i < 20; i++) { q.Enqueue(("arrive", i), r.NextDouble() * 10); } var free = 0.0; var waits = 0.0; while (q.TryDequeue(out var e, out var t)) { if (e.Kind == "arrive") { var start = Math.Max(t, free); waits += start - t; free = start + 0.7; q.Enqueue(("leave", e.Id), free); } } Console.WriteLine(waits.ToString("F6"));
