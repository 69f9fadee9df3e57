using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
IEnumerable<string> P(string s) => s.Length <= 1 ? [s] : s.SelectMany((c, i) => P(s.Remove(i, 1)).Select(t => c + t)); Console.WriteLine(string.Join(" ", P("abcd").Distinct().Take(10)) + " " + P("abcde").Count());
