using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var best = (L: 0, N: 0L); var memo = new Dictionary<long, int> { [1] = 1 }; int L(long n) { if (memo.TryGetValue(n, out var v)) { return v; } return memo[n] = 1 + L(n % 2 == 0 ? n / 2 : 3 * n + 1); } for (long n = 1; n < 30000; n++) { if (L(n) > best.L) { best = (L(n), n); } } Console.WriteLine(best);
