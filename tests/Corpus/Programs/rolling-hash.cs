using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
const ulong B = 131; var s = string.Concat(Enumerable.Repeat("abracadabra", 20)); var seen = new HashSet<ulong>(); ulong h = 0, pw = 1; unchecked { for (var i = 0; i < 5; i++) { h = h * B + s[i]; if (i > 0) { pw *= B; } } seen.Add(h); for (var i = 5; i < s.Length; i++) { h = (h - s[i - 5] * pw) * B + s[i]; seen.Add(h); } } Console.WriteLine(seen.Count);
