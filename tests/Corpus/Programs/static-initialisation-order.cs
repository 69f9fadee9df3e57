using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(A.X + " " + B.Y);
class A { public static int X = B.Y + 1; static A() { Console.WriteLine("A"); } }
class B { public static int Y = 10; static B() { Console.WriteLine("B"); } }
