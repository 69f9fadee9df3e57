using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var q = from a in Enumerable.Range(1, 20) from b in Enumerable.Range(a, 20 - a) let c2 = a * a + b * b let c = (int)Math.Sqrt(c2) where c * c == c2 && c <= 25 orderby c, a descending select (a, b, c); Console.WriteLine(string.Join(" ", q)); Console.WriteLine((from w in "one two three".Split() group w by w.Length into g orderby g.Key descending select g.Key + ":" + string.Join("/", g)).Aggregate((x, y) => x + " " + y));
