using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var f = (int x, int y = 10) => x + y; Console.WriteLine(f(1) + " " + f(1, 2)); var g = (params int[] a) => a.Length; Console.WriteLine(g(1, 2, 3)); int Opt(int a, string s = "d", params object[] r) => a + s.Length + r.Length; Console.WriteLine(Opt(1) + Opt(1, s: "abc") + Opt(1, "", 1, 2)); Console.WriteLine(Named(b: 2, a: 10)); static int Named(int a, int b) => a - b;
