using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var p = Console.ReadLine()!.Split().Select(long.Parse).ToArray(); long G(long a, long b) => b == 0 ? a : G(b, a % b); Console.WriteLine(G(p[0], p[1]) + " " + p[0] / G(p[0], p[1]) * p[1]);
