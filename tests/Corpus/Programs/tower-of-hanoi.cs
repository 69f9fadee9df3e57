using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var moves = 0; void H(int n, char a, char b, char c) { if (n == 0) { return; } H(n - 1, a, c, b); moves++; H(n - 1, c, b, a); } H(16, 'A', 'B', 'C'); Console.WriteLine(moves);
