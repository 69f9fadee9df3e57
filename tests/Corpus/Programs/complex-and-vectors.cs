using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
var z = Complex.Exp(new Complex(0, Math.PI));
Console.WriteLine($"{z.Real:F6} {z.Imaginary:F6}");
var v = new Vector3(1, 2, 3) + new Vector3(4, 5, 6);
Console.WriteLine($"{v.X} {v.Y} {v.Z} {Vector3.Dot(v, Vector3.One)}");
