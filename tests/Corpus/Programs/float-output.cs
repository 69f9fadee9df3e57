using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
foreach (var d in new[] { 1.0, 1.5, 1e15, 1e16, 1.0 / 3, 123456789.123456789, -0.0, 1e-5, 1e-4, float.Epsilon, 0.1f, 16777217f }) { Console.WriteLine(d); } Console.WriteLine(0.1f + " " + 1f / 3 + " " + (0.1f + 0.2f));
