using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var m = new Grid(3); m[1, 2] = 7; m["0,0"] = 3; Console.WriteLine(m[1, 2] + m[0, 0] + m.Sum); class Grid(int n) { readonly int[] _d = new int[n * n]; public int this[int r, int c] { get => _d[r * n + c]; set => _d[r * n + c] = value; } public int this[string k] { set { var p = k.Split(','); this[int.Parse(p[0]), int.Parse(p[1])] = value; } } public int Sum => _d.Sum(); }
