using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
int[] a = [1, 2, 3, 4, 5], b = [4, 5, 6];
Console.WriteLine(string.Join(",", a.Union(b)) + "|" + string.Join(",", a.Intersect(b)) + "|" + string.Join(",", a.Except(b)) + "|" + string.Join(",", a.Concat(b).Distinct().OrderDescending()));
Console.WriteLine(a.ToLookup(x => x % 2)[1].Count() + " " + a.ToDictionary(x => x, x => x * x)[4]);
