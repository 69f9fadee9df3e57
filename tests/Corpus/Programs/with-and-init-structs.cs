using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new P { X = 1, Y = 2 }; var b = a with { Y = 5 }; Console.WriteLine(a + " " + b + " " + a.Equals(new P { X = 1, Y = 2 })); readonly record struct P { public int X { get; init; } public int Y { get; init; } }
