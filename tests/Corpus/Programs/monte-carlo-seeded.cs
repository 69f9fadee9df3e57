using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var r = new Random(2024); var n = 0; for (var i = 0; i < 100000; i++) { double x = r.NextDouble(), y = r.NextDouble(); if (x * x + y * y < 1) { n++; } } Console.WriteLine(n); var a = Enumerable.Range(0, 10).ToArray(); new Random(5).Shuffle(a); Console.WriteLine(string.Join("", a));
