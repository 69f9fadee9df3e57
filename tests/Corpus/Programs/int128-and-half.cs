using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Int128 a = Int128.MaxValue; UInt128 b = 1; b <<= 100; Console.WriteLine(a + " " + b + " " + (Half)1.1 + " " + (nint)5 + " " + (nuint)7 + " " + Int128.Parse("-170141183460469231731687303715884105728"));
