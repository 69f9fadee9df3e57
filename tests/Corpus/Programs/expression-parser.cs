using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var s = Console.ReadLine()!; var p = 0; int E() { var v = T(); while (p < s.Length && (s[p] == '+' || s[p] == '-')) { v = s[p++] == '+' ? v + T() : v - T(); } return v; } int T() { var v = F(); while (p < s.Length && (s[p] == '*' || s[p] == '/')) { v = s[p++] == '*' ? v * F() : v / F(); } return v; } int F() { if (s[p] == '(') { p++; var v = E(); p++; return v; } var b = p; while (p < s.Length && char.IsDigit(s[p])) { p++; } return int.Parse(s[b..p]); } Console.WriteLine(E());
