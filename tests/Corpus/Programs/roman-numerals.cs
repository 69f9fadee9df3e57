using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
string R(int n) { var v = new[] { (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") }; var s = new StringBuilder(); foreach (var (k, t) in v) { while (n >= k) { s.Append(t); n -= k; } } return s.ToString(); } Console.WriteLine(R(1994) + " " + R(3999));
