using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
for (var y = -1.2; y <= 1.2; y += 0.3) { var s = new StringBuilder(); for (var x = -2.0; x <= 0.6; x += 0.1) { double a = 0, b = 0; var n = 0; while (n < 60 && a * a + b * b < 4) { (a, b) = (a * a - b * b + x, 2 * a * b + y); n++; } s.Append(n == 60 ? '#' : n > 8 ? '+' : '.'); } Console.WriteLine(s); }
