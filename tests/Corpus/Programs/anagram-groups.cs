using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(string.Join(" | ", new[] { "eat", "tea", "tan", "ate", "nat", "bat" }.GroupBy(w => string.Concat(w.Order())).Select(g => string.Join(",", g.Order())).Order()));
