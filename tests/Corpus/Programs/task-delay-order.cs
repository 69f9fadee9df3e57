using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
var log = new List<string>();
async Task Step(string name, int ms) { await Task.Delay(ms); lock (log) { log.Add(name); } }
await Task.WhenAll(Step("c", 60), Step("a", 1), Step("b", 30));
Console.WriteLine(string.Join("", log));
