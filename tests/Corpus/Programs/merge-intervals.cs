using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var v = new List<(int S, int E)> { (1, 3), (8, 10), (2, 6), (15, 18), (17, 20) }; v.Sort(); var o = new List<(int S, int E)>(); foreach (var x in v) { if (o.Count > 0 && x.S <= o[^1].E) { o[^1] = (o[^1].S, Math.Max(o[^1].E, x.E)); } else { o.Add(x); } } Console.WriteLine(string.Join(";", o));
