using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var s = Console.ReadLine()!; var last = new Dictionary<char, int>(); int b = 0, best = 0; for (var i = 0; i < s.Length; i++) { if (last.TryGetValue(s[i], out var k) && k >= b) { b = k + 1; } last[s[i]] = i; best = Math.Max(best, i - b + 1); } Console.WriteLine(best);
