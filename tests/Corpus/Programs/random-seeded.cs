using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var r = new Random(12345); Console.WriteLine(string.Join(" ", Enumerable.Range(0, 8).Select(_ => r.Next(100)))); Console.WriteLine(r.NextDouble().ToString("F10"));
