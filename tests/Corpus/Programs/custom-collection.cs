using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var r = new Ring<int>(3) { 1, 2, 3, 4 }; Console.WriteLine(string.Join(",", r) + r[0]);
class Ring<T>(int n) : IEnumerable<T> { readonly T[] _a = new T[n]; int _c; public void Add(T x) => _a[_c++ % n] = x; public T this[int i] => _a[(_c + i) % n]; public IEnumerator<T> GetEnumerator() { for (var i = 0; i < Math.Min(_c, n); i++) { yield return this[i]; } } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }
