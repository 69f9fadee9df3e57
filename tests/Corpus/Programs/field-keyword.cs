using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var t = new Temp { C = 400 }; Console.WriteLine(t.C); class Temp { public int C { get; set => field = Math.Min(value, 100); } }
