using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
var x = Enumerable.Range(0, 1000).Select(i => (float)(i % 10)).ToArray();
var acc = Vector<float>.Zero; var k = 0;
for (; k <= x.Length - Vector<float>.Count; k += Vector<float>.Count) { var w = new Vector<float>(x, k); acc += w * w; }
var s = Vector.Dot(acc, Vector<float>.One);
for (; k < x.Length; k++) { s += x[k] * x[k]; }
Console.WriteLine(s);
