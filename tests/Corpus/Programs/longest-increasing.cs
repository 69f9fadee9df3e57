using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = Console.ReadLine()!.Split().Select(int.Parse); var t = new List<int>(); foreach (var x in a) { var i = t.BinarySearch(x); if (i < 0) { i = ~i; } if (i == t.Count) { t.Add(x); } else { t[i] = x; } } Console.WriteLine(t.Count);
