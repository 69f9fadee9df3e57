using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new[] { 3, 34, 4, 12, 5, 2 }; Console.WriteLine(Enumerable.Range(0, 1 << a.Length).Count(m => Enumerable.Range(0, a.Length).Where(i => (m >> i & 1) == 1).Sum(i => a[i]) == 9));
