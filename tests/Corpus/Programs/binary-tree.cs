using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var t = new Tree<int>(); foreach (var x in new[] { 50, 30, 70, 20, 40, 60, 80 }) { t.Add(x); } Console.WriteLine(string.Join(" ", t) + " h" + t.Height);
class Tree<T> : IEnumerable<T> where T : IComparable<T> { class N(T v) { public T V = v; public N? L, R; } N? _r; public void Add(T v) { ref var n = ref _r; while (n is not null) { n = ref v.CompareTo(n.V) < 0 ? ref n.L : ref n.R; } n = new N(v); } public int Height => H(_r); static int H(N? n) => n is null ? 0 : 1 + Math.Max(H(n.L), H(n.R)); IEnumerable<T> Walk(N? n) { if (n is null) { yield break; } foreach (var x in Walk(n.L)) { yield return x; } yield return n.V; foreach (var x in Walk(n.R)) { yield return x; } } public IEnumerator<T> GetEnumerator() => Walk(_r).GetEnumerator(); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }
