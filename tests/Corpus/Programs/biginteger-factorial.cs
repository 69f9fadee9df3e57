using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
BigInteger f = 1;
for (var i = 2; i <= 200; i++) { f *= i; }
Console.WriteLine(f);
Console.WriteLine(BigInteger.ModPow(3, f, 1000000007));
