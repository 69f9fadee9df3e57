using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var t = int.Parse(Console.ReadLine()!); var a = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); int i = 0, j = a.Length - 1, n = 0; while (i < j) { var s = a[i] + a[j]; if (s == t) { n++; i++; j--; } else if (s < t) { i++; } else { j--; } } Console.WriteLine(n);
