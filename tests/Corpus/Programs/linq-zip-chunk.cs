using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(string.Join(";", Enumerable.Range(1, 10).Chunk(3).Select(c => string.Join(",", c))));
Console.WriteLine(string.Join(" ", "abc".Zip(new[] { 1, 2, 3 }, (c, i) => new string(c, i))));
Console.WriteLine(Enumerable.Range(1, 5).SelectMany(i => Enumerable.Range(1, i)).Sum() + " " + new[] { 3, 1, 2 }.MaxBy(x => -x) + " " + Enumerable.Range(0, 9).TakeLast(3).Index().Select(p => p.Index * p.Item).Sum());
