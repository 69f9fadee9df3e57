using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new { X = 1, Y = "s" }; var b = new { X = 1, Y = "s" }; Console.WriteLine(a.Equals(b) + " " + (a.GetHashCode() == b.GetHashCode()) + " " + a); var l = new[] { a, new { X = 2, Y = "t" } }.ToDictionary(k => k.X, v => v.Y); Console.WriteLine(l[2]);
