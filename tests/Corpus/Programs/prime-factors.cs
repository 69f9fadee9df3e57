using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var n = long.Parse(Console.ReadLine()!); var f = new List<long>(); for (long p = 2; p * p <= n; p++) { while (n % p == 0) { f.Add(p); n /= p; } } if (n > 1) { f.Add(n); } Console.WriteLine(string.Join("*", f));
