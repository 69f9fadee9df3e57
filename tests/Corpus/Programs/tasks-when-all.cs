using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(async () => { await Task.Yield(); return i * i; })));
Console.WriteLine(string.Join(",", results));
