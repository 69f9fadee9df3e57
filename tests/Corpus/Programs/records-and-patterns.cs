using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Shape[] shapes = [new Circle(1.5), new Box(2, 3), new Box(4, 4), new Dot()];
foreach (var s in shapes) { Console.WriteLine(s switch { Circle { R: > 1 } c => $"big circle {c.R}", Box(var w, var h) when w == h => $"square {w}", Box b => b.ToString(), _ => "other" }); }
Console.WriteLine(new Box(1, 2) == new Box(1, 2)); Console.WriteLine(new Box(1, 2) with { H = 9 });
abstract record Shape; sealed record Circle(double R) : Shape; sealed record Box(double W, double H) : Shape; sealed record Dot : Shape;
