using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var c = new Lru(2); c.Put(1, 1); c.Put(2, 2); Console.Write(c.Get(1) + " "); c.Put(3, 3); Console.Write(c.Get(2) + " "); c.Put(4, 4); Console.WriteLine(c.Get(1) + " " + c.Get(3) + " " + c.Get(4));
class Lru(int cap) { readonly Dictionary<int, LinkedListNode<(int K, int V)>> _m = []; readonly LinkedList<(int K, int V)> _l = new(); public int Get(int k) { if (!_m.TryGetValue(k, out var n)) { return -1; } _l.Remove(n); _l.AddFirst(n); return n.Value.V; } public void Put(int k, int v) { if (_m.TryGetValue(k, out var n)) { _l.Remove(n); } else if (_m.Count == cap) { _m.Remove(_l.Last!.Value.K); _l.RemoveLast(); } _m[k] = _l.AddFirst((k, v)); } }
