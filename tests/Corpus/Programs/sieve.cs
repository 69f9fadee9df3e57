using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var n = 200000; var c = new bool[n + 1]; var count = 0;
for (var i = 2; i <= n; i++) { if (!c[i]) { count++; for (var j = (long)i * i; j <= n; j += i) { c[j] = true; } } }
Console.WriteLine(count);
