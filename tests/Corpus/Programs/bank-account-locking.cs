using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
var acc = new[] { 1000, 1000 }; var l = new[] { new Lock(), new Lock() }; await Task.WhenAll(Enumerable.Range(0, 8).Select(k => Task.Run(() => { for (var i = 0; i < 500; i++) { var (a, b) = i % 2 == 0 ? (0, 1) : (1, 0); lock (l[0]) { lock (l[1]) { acc[a] -= k; acc[b] += k; } } } }))); Console.WriteLine(acc.Sum() + " " + acc[0]);
