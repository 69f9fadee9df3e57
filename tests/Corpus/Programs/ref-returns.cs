using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new[] { 1, 2, 3 }; ref int Find(int v) { for (var i = 0; i < a.Length; i++) { if (a[i] == v) { return ref a[i]; } } throw new Exception(); } Find(2) = 99; Console.WriteLine(string.Join(",", a)); Swap(ref a[0], ref a[2]); static void Swap(ref int x, ref int y) => (x, y) = (y, x); Console.WriteLine(a[0]); In(5, out var q); static void In(in int x, out int y) => y = x * 2; Console.WriteLine(q);
