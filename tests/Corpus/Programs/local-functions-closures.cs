using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var fs = new List<Func<int>>(); for (var i = 0; i < 3; i++) { var j = i; fs.Add(() => i * 10 + j); } Console.WriteLine(string.Join(" ", fs.Select(f => f())));
int Fact(int n) { return n < 2 ? 1 : n * Fact(n - 1); } Console.WriteLine(Fact(10)); static int Sq(int x) => x * x; Console.WriteLine(Sq(12));
