using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var w = "It was the best of times, it was the worst of times, it was the age of wisdom".Split(' '); var l = new StringBuilder(); foreach (var x in w) { if (l.Length + x.Length + 1 > 24) { Console.WriteLine(l.ToString().PadRight(24) + "|"); l.Clear(); } if (l.Length > 0) { l.Append(' '); } l.Append(x); } Console.WriteLine(l);
