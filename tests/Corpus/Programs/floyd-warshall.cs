using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
const int I = 1000000; var d = new[,] { { 0, 3, I, 7 }, { 8, 0, 2, I }, { 5, I, 0, 1 }, { 2, I, I, 0 } }; for (var k = 0; k < 4; k++) { for (var i = 0; i < 4; i++) { for (var j = 0; j < 4; j++) { d[i, j] = Math.Min(d[i, j], d[i, k] + d[k, j]); } } } Console.WriteLine(string.Join(" ", d.Cast<int>()));
