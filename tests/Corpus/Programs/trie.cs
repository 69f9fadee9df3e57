using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var root = new Node(); foreach (var w in new[] { "tea", "ten", "to", "inn", "in" }) { var n = root; foreach (var c in w) { n = n.Next.TryGetValue(c, out var m) ? m : n.Next[c] = new Node(); } n.Words++; }
int Count(Node n) => n.Words + n.Next.Values.Sum(Count); Console.WriteLine(Count(root) + " " + Count(root.Next['t']));
class Node { public Dictionary<char, Node> Next = []; public int Words; }
