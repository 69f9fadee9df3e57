using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var l = new List<int> { 4, 2, 9 }; l.AddRange([7, 1]); l.Insert(1, 100); l.RemoveAll(x => x % 2 == 1 && x > 5); l.Sort((a, b) => b - a); Console.WriteLine(string.Join(",", l) + " " + l.FindIndex(x => x < 3) + " " + l.TrueForAll(x => x > 0) + " " + string.Join(",", l.GetRange(1, 2)) + " " + l.Exists(x => x == 4)); try { foreach (var x in l) { l.Add(x); } } catch (InvalidOperationException) { Console.WriteLine("modified"); }
