using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Collections.Concurrent;
using System.Threading.Tasks;
var d = new ConcurrentDictionary<int, int>();
Parallel.For(0, 4000, i => d.AddOrUpdate(i % 13, 1, (_, old) => old + 1));
Console.WriteLine(string.Join(" ", d.OrderBy(p => p.Key).Select(p => $"{p.Key}:{p.Value}")));
