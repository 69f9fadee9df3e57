using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var (a, (b, c)) = (1, ("x", 2.5)); var d = new Dictionary<(int, string), double> { [(a, b)] = c }; foreach (var ((k1, k2), v) in d) { Console.WriteLine($"{k1}{k2}{v}"); }
(int Min, int Max) R(IEnumerable<int> x) => (x.Min(), x.Max()); Console.WriteLine(R([3, 1, 2]) + " " + R([7]).Max);
