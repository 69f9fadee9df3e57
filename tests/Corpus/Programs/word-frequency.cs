using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
foreach (var g in Console.ReadLine()!.Split(' ').GroupBy(w => w).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)) { Console.WriteLine($"{g.Key} {g.Count()}"); }
