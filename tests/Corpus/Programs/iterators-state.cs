using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
IEnumerable<int> Fib() { int a = 0, b = 1; while (true) { yield return a; (a, b) = (b, a + b); } }
Console.WriteLine(string.Join(" ", Fib().Skip(5).Take(10)));
IEnumerable<string> Tree(int d) { if (d == 0) { yield break; } foreach (var x in Tree(d - 1)) { yield return "l" + x; } yield return d.ToString(); foreach (var x in Tree(d - 1)) { yield return "r" + x; } }
Console.WriteLine(string.Join(" ", Tree(3)));
