using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var n = new int[4]; var ts = Enumerable.Range(0, 4).Select(k => new Thread(() => { var d = new Dictionary<string, string>(); for (var i = 0; i < 8000; i++) { d["k" + i % 700] = new string((char)('a' + i % 26), i % 90); } n[k] = d.Values.Sum(v => v.Length); })).ToList(); ts.ForEach(t => t.Start()); GC.Collect(2, GCCollectionMode.Forced, true); ts.ForEach(t => t.Join()); Console.WriteLine(string.Join(" ", n));
