using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
BigInteger a = 0, b = 1;
for (var i = 0; i < 1000; i++) { (a, b) = (b, a + b); }
Console.WriteLine(a);
