using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
long[,] Mul(long[,] a, long[,] b) { var r = new long[2, 2]; for (var i = 0; i < 2; i++) { for (var j = 0; j < 2; j++) { for (var k = 0; k < 2; k++) { r[i, j] = (r[i, j] + a[i, k] * b[k, j]) % 1000000007; } } } return r; }
long[,] m = { { 1, 1 }, { 1, 0 } }, x = { { 1, 0 }, { 0, 1 } };
for (var e = 1000000L; e > 0; e >>= 1) { if ((e & 1) == 1) { x = Mul(x, m); } m = Mul(m, m); }
Console.WriteLine(x[0, 1]);
