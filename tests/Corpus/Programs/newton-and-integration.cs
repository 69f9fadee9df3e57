using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
double x = 1; for (var i = 0; i < 50; i++) { x -= (x * x - 2) / (2 * x); } Console.WriteLine(x.ToString("R")); var s = 0.0; for (var i = 0; i < 1000; i++) { var t = (i + .5) / 1000; s += 4 / (1 + t * t) / 1000; } Console.WriteLine(s.ToString("F8"));
