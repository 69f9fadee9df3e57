using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var r = new Random(7); var a = Enumerable.Range(0, 5000).Select(_ => r.Next()).ToArray(); var b = (int[])a.Clone(); var n = 0;
Array.Sort(a, (x, y) => { n++; return x.CompareTo(y); }); Array.Sort(b); Console.WriteLine(a.SequenceEqual(b) + " " + (n > 0) + " " + Array.BinarySearch(a, b[77]));
