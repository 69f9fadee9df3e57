using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var words = "apple avocado banana blueberry cherry apricot".Split(' ');
foreach (var g in words.GroupBy(w => w[0]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)) { Console.WriteLine($"{g.Key}: {string.Join(",", g.OrderBy(w => w.Length))}"); }
Console.WriteLine(words.Aggregate((a, b) => a.Length >= b.Length ? a : b));
