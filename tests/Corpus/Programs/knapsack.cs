using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
int[] w = [3, 4, 5, 9, 14], v = [3, 4, 4, 10, 15]; var dp = new int[101];
for (var i = 0; i < w.Length; i++) { for (var c = 100; c >= w[i]; c--) { dp[c] = Math.Max(dp[c], dp[c - w[i]] + v[i]); } }
Console.WriteLine(dp[20] + " " + dp[100]);
