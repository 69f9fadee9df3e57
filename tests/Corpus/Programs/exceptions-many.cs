using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var n = 0;
for (var i = 0; i < 2000; i++) { try { if (i % 2 == 0) { throw new FormatException(i.ToString()); } int.Parse("x" + i); } catch (FormatException) { n++; } }
Console.WriteLine(n);
