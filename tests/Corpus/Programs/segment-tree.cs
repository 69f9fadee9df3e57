using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var n = 16; var t = new long[2 * n]; void Set(int i, long v) { for (t[i += n] = v; i > 1; i >>= 1) { t[i >> 1] = t[i] + t[i ^ 1]; } } long Sum(int l, int r) { long s = 0; for (l += n, r += n; l < r; l >>= 1, r >>= 1) { if ((l & 1) == 1) { s += t[l++]; } if ((r & 1) == 1) { s += t[--r]; } } return s; } for (var i = 0; i < n; i++) { Set(i, i * i); } Console.WriteLine(Sum(3, 9) + " " + Sum(0, 16)); Set(4, 0); Console.WriteLine(Sum(3, 9));
