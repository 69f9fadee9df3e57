using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var sd = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["b"] = 2, ["a"] = 1, ["C"] = 3 };
var ss = new SortedSet<int> { 5, 1, 9, 3 }; var sl = new SortedList<int, char> { [2] = 'x', [1] = 'y' };
Console.WriteLine(string.Join(",", sd.Keys) + " " + string.Join(",", ss.GetViewBetween(2, 8)) + " " + ss.Max + " " + string.Concat(sl.Values));
