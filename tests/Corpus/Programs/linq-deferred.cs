using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var log = new List<string>();
IEnumerable<int> Source() { for (var i = 0; i < 5; i++) { log.Add("y" + i); yield return i; } }
var q = Source().Where(x => x % 2 == 0).Select(x => x * 10);
log.Add("before");
foreach (var x in q.Take(2)) { log.Add("v" + x); }
Console.WriteLine(string.Join(" ", log));
