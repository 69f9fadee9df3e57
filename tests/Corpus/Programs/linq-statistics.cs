using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var d = new[] { 2.0, 4, 4, 4, 5, 5, 7, 9 }; var m = d.Average(); Console.WriteLine(m + " " + Math.Sqrt(d.Sum(x => (x - m) * (x - m)) / d.Length) + " " + d.Order().Skip(3).Take(2).Average() + " " + d.CountBy(x => x).MaxBy(p => p.Value).Key + " " + d.AggregateBy(x => (int)x % 2, 0.0, (a, x) => a + x).Count());
