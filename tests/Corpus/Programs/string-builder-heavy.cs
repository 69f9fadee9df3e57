using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var sb = new StringBuilder();
for (var i = 0; i < 5000; i++) { sb.Append(i % 10).Insert(0, (char)('a' + i % 26)); if (sb.Length > 300) { sb.Remove(100, 150); } }
Console.WriteLine(sb.Length); Console.WriteLine(sb.ToString()[..60]);
