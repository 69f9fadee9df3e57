using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var c = new Cache<string, List<int>>(k => Enumerable.Range(0, k.Length).ToList());
Console.WriteLine(c["four"].Sum() + " " + c["four"].Count + " " + c.Misses);
Console.WriteLine(Max(3, 9, 4) + " " + Max("pear", "apple", "zoo"));
static T Max<T>(params T[] xs) where T : IComparable<T> { var m = xs[0]; foreach (var x in xs) { if (x.CompareTo(m) > 0) { m = x; } } return m; }
class Cache<TK, TV>(Func<TK, TV> make) where TK : notnull where TV : class, new() { readonly Dictionary<TK, TV> _d = []; public int Misses; public TV this[TK k] { get { if (!_d.TryGetValue(k, out var v)) { Misses++; _d[k] = v = make(k); } return v; } } }
