using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var p = new Point(1, 2); object o = p; p.X = 100;
Console.WriteLine($"{((Point)o).X} {p.X} {o.Equals(new Point(1, 2))} {new Point(3, 4).GetHashCode() == new Point(3, 4).GetHashCode()}");
record struct Point(int X, int Y);
