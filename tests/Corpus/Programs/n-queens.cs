using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var count = 0; void Place(int n, int row, int cols, int d1, int d2) { if (row == n) { count++; return; } for (var c = 0; c < n; c++) { int b = 1 << c, x = 1 << (row + c), y = 1 << (row - c + n); if ((cols & b) == 0 && (d1 & x) == 0 && (d2 & y) == 0) { Place(n, row + 1, cols | b, d1 | x, d2 | y); } } }
Place(8, 0, 0, 0, 0); Console.WriteLine(count);
