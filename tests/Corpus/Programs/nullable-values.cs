using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
int? n = null; int? m = 4; Console.WriteLine((n ?? -1) + " " + (n + m) + " " + n.HasValue + " " + (m > n) + " " + (n == null) + " " + m.GetValueOrDefault()); string? s = null; s ??= "set"; Console.WriteLine(s?.Length);
