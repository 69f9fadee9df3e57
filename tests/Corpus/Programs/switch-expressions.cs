using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static string Kind(object o) => o switch { null => "null", int and > 100 => "big", int i => "int" + i, string { Length: 0 } => "empty", string s => s, IEnumerable<int> e => "ints" + e.Count(), (int a, int b) => $"pair{a}{b}", _ => o.GetType().Name };
foreach (var o in new object?[] { null, 5, 500, "", "s", new List<int> { 1 }, (1, 2), 2.5 }) { Console.Write(Kind(o!) + " "); } Console.WriteLine();
