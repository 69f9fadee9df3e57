using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var b = "530070000600195000098000060800060003400803001700020006060000280000419005000080079".Select(c => c - '0').ToArray(); bool S(int p) { while (p < 81 && b[p] != 0) { p++; } if (p == 81) { return true; } for (var v = 1; v < 10; v++) { var ok = true; for (var k = 0; k < 9 && ok; k++) { ok = b[p / 9 * 9 + k] != v && b[k * 9 + p % 9] != v && b[(p / 27 * 3 + k / 3) * 9 + p % 9 / 3 * 3 + k % 3] != v; } if (ok) { b[p] = v; if (S(p + 1)) { return true; } b[p] = 0; } } return false; } Console.WriteLine(S(0) + " " + string.Concat(b));
