using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var m = new int[5, 5]; int x = 0, y = 0, dx = 1, dy = 0; for (var i = 1; i <= 25; i++) { m[y, x] = i; int nx = x + dx, ny = y + dy; if (nx < 0 || ny < 0 || nx > 4 || ny > 4 || m[ny, nx] != 0) { (dx, dy) = (-dy, dx); nx = x + dx; ny = y + dy; } (x, y) = (nx, ny); } for (var r = 0; r < 5; r++) { Console.WriteLine(string.Join(" ", Enumerable.Range(0, 5).Select(c => m[r, c].ToString().PadLeft(2)))); }
