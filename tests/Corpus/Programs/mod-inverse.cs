using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
const long M = 998244353; long Pow(long b, long e) { long r = 1; for (b %= M; e > 0; e >>= 1, b = b * b % M) { if ((e & 1) == 1) { r = r * b % M; } } return r; } long C(int n, int k) { long r = 1; for (var i = 0; i < k; i++) { r = r * (n - i) % M * Pow(i + 1, M - 2) % M; } return r; } Console.WriteLine(C(1000, 500));
