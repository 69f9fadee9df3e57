using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(new Outer.Inner().Name + new Outer { A = 1 }.Total()); partial class Outer { public int A; public int Total() => A + B; } partial class Outer { public int B = 4; public class Inner { public string Name => nameof(Inner); } }
