using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var h = new List<int>(); void Push(int v) { h.Add(v); for (var i = h.Count - 1; i > 0 && h[i] < h[(i - 1) / 2]; i = (i - 1) / 2) { (h[i], h[(i - 1) / 2]) = (h[(i - 1) / 2], h[i]); } } int Pop() { var r = h[0]; h[0] = h[^1]; h.RemoveAt(h.Count - 1); for (var i = 0; ;) { var m = i; foreach (var c in new[] { 2 * i + 1, 2 * i + 2 }) { if (c < h.Count && h[c] < h[m]) { m = c; } } if (m == i) { break; } (h[i], h[m]) = (h[m], h[i]); i = m; } return r; } var rnd = new Random(1); for (var i = 0; i < 50; i++) { Push(rnd.Next(100)); } var o = new List<int>(); while (h.Count > 0) { o.Add(Pop()); } Console.WriteLine(o.SequenceEqual(o.Order()));
