using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
static T Sum<T>(IEnumerable<T> xs) where T : INumber<T> { var s = T.Zero; foreach (var x in xs) { s += x; } return s; }
Console.WriteLine(Sum(new[] { 1, 2, 3 }));
Console.WriteLine(Sum(new[] { 1.5, 2.5 }));
Console.WriteLine(Sum(new[] { 1.1m, 2.2m }));
