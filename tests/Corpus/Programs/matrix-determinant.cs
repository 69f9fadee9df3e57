using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static double Det(double[][] m) { var n = m.Length; var d = 1.0; for (var i = 0; i < n; i++) { var p = Enumerable.Range(i, n - i).MaxBy(r => Math.Abs(m[r][i])); if (m[p][i] == 0) { return 0; } if (p != i) { (m[p], m[i]) = (m[i], m[p]); d = -d; } d *= m[i][i]; for (var r = i + 1; r < n; r++) { var f = m[r][i] / m[i][i]; for (var c = i; c < n; c++) { m[r][c] -= f * m[i][c]; } } } return d; } Console.WriteLine(Det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).ToString("F6"));
