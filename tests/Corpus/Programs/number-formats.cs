using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine($"{1234567.891:N2}|{0.1234:P1}|{255:X4}|{42,8}|{42,-8}|{1e10:E2}|{-5:D3}|{1234.5:C}");
Console.WriteLine(1e21 + " " + 1e-7 + " " + 123456789012345680.0 + " " + double.NaN + " " + double.NegativeInfinity);
