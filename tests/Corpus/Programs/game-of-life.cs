using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var g = new HashSet<(int X, int Y)> { (1, 0), (2, 1), (0, 2), (1, 2), (2, 2) };
for (var s = 0; s < 40; s++) { g = g.SelectMany(c => from dx in Enumerable.Range(-1, 3) from dy in Enumerable.Range(-1, 3) select (c.X + dx, c.Y + dy)).GroupBy(c => c).Where(k => k.Count() == 3 || k.Count() == 4 && g.Contains(k.Key)).Select(k => k.Key).ToHashSet(); }
Console.WriteLine(string.Join(" ", g.OrderBy(c => c)));
