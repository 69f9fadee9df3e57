using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var r = new List<long> { 1 }; for (var i = 0; i < 12; i++) { Console.WriteLine(string.Join(" ", r)); r = r.Prepend(0).Zip(r.Append(0), (a, b) => a + b).ToList(); }
