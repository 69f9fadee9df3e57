using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var s = new SortedSet<string>(Comparer<string>.Create((a, b) => a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b))) { "ccc", "a", "bb", "aa" }; Console.WriteLine(string.Join(" ", s)); var p = new PriorityQueue<string, (int, string)>(); foreach (var x in s) { p.Enqueue(x, (-x.Length, x)); } while (p.Count > 0) { Console.Write(p.Dequeue() + " "); } Console.WriteLine();
