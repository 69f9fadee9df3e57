using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var r = new Random(3); var a = Enumerable.Range(1, 500).OrderBy(_ => r.Next()).ToArray(); var f = new int[501]; long inv = 0; for (var k = a.Length - 1; k >= 0; k--) { for (var i = a[k] - 1; i > 0; i -= i & -i) { inv += f[i]; } for (var i = a[k]; i <= 500; i += i & -i) { f[i]++; } } Console.WriteLine(inv);
